package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get wrong: each a clear message and the exit code of the contract, and nothing half-registered. */
class RefusalIT {
    @AutoClose
    private static final PmonHome HOME = PmonHome.create();

    private static Live daemon;

    @BeforeAll
    static void startOneProgram() throws Exception {
        HOME.script("sleeper", "exec sleep 1000");
        HOME.script("other", "exec sleep 1000");
        Files.writeString(HOME.work().resolve("plain"), "no program");
        Files.createDirectory(HOME.work().resolve("directory"));
        HOME.pmon("exec", "./sleeper").succeeds();
        HOME.pmon("exec", "./sleeper", "--name", "resting").succeeds();
        HOME.pmon("stop", "resting").succeeds();
        daemon = HOME.daemon();
    }

    @AfterAll
    static void nothingHasChanged() throws Exception {
        assertThat(HOME.daemon()).isEqualTo(daemon);
        var listed = HOME.json("ls");
        assertThat(listed).hasSize(2);
        assertThat(listed.get(0).get("status").asString()).isEqualTo("running");
        assertThat(listed.get(0).get("restart_count").asInt()).isZero();
        assertThat(listed.get(1).get("status").asString()).isEqualTo("stopped");
        try (Stream<Path> logs = Files.list(HOME.directory().resolve("logs"))) {
            assertThat(logs.map(log -> log.getFileName().toString()).filter(name -> !name.startsWith("pmond")))
                    .containsExactlyInAnyOrder("sleeper.log", "resting.log");
        }
    }

    static Stream<Refused> badPrograms() {
        return Stream.of(
                Refused.of(2, "no_such_file", HOME.work() + "/missing: no such file", "exec", "./missing"),
                Refused.of(2, "no_such_file", "in PATH", "exec", "missing-everywhere"),
                Refused.of(2, "no_such_file", "no such file", "exec", "/" + "missing\nline"),
                Refused.of(2, "not_executable", "directory", "exec", "./directory"),
                Refused.of(2, "not_executable", "plain", "exec", "./plain"),
                Refused.of(2, "unknown_user", "nobody-here", "exec", "./sleeper", "--name", "a", "-u", "nobody-here"),
                Refused.of(2, "no_such_file", "working directory", "exec", "./sleeper", "--name", "a", "--cwd", "no"),
                Refused.of(2, "no_such_file", "directory", "exec", "./sleeper", "--name", "a", "--cwd", "./plain"),
                Refused.of(2, "usage", "directory", "exec", "./sleeper", "--name", "a", "--log", "./directory"),
                Refused.of(4, "already_running", "sleeper", "exec", "./sleeper"),
                Refused.of(4, "already_running", "sleeper", "exec", "./other", "--name", "sleeper"),
                Refused.of(4, "already_running", "resting", "exec", "./other", "--name", "resting"));
    }

    static Stream<Refused> badNames() {
        return Stream.of(
                        "a/b",
                        "..",
                        ".hidden",
                        "a b",
                        "12",
                        "a\nb",
                        "a\u0007b",
                        "ä",
                        "",
                        "x".repeat(101),
                        "a*",
                        "$(id)")
                .map(name -> Refused.of(2, "bad_name", "cannot start", "exec", "./sleeper", "--name=" + name));
    }

    static Stream<Refused> unknownPrograms() {
        return Stream.of("desc", "stop", "restart", "start", "del", "log", "logf")
                .flatMap(command -> Stream.of(
                        Refused.of(5, "unknown_process", "process (nope) does not exist", command, "nope"),
                        Refused.of(5, "unknown_process", "process (77) does not exist", command, "77"),
                        Refused.of(5, "unknown_process", "no process matches n*", command, "n*"),
                        Refused.of(5, "unknown_process", "process (nope) does not exist", command, "sleeper", "nope")));
    }

    static Stream<Refused> badUsage() {
        return Stream.of(
                Refused.of(2, "usage", "unknown command lss; did you mean ls?", "lss"),
                Refused.of(2, "usage", "daemon needs one of: start, stop, upgrade, status", "daemon"),
                Refused.of(2, "usage", "unknown command daemon restart", "daemon", "restart"),
                Refused.of(2, "usage", "--jsno", "ls", "--jsno"),
                Refused.of(2, "usage", "ls does not take web", "ls", "web"),
                Refused.of(2, "usage", "stop needs", "stop"),
                Refused.of(2, "usage", "exec needs FILE", "exec"),
                Refused.of(2, "usage", "behind --", "exec", "./sleeper", "argument"),
                Refused.of(2, "usage", "behind --", "exec", "./sleeper", "-x"),
                Refused.of(2, "usage", "--name needs a value", "exec", "./sleeper", "--name"),
                Refused.of(2, "usage", "--args", "exec", "./sleeper", "--args", "'never closed"),
                Refused.of(2, "usage", "exclude each other", "exec", "./sleeper", "--args", "a", "--", "b"),
                Refused.of(2, "usage", "NAME=VALUE", "exec", "./sleeper", "--env-vars", "novalue"),
                Refused.of(2, "usage", "no such signal: NOPE", "exec", "./sleeper", "--stop-signal", "NOPE"),
                Refused.of(2, "usage", "--stop-timeout", "exec", "./sleeper", "--stop-timeout", "5"),
                Refused.of(2, "usage", "--stop-timeout", "exec", "./sleeper", "--stop-timeout", "-5s"),
                Refused.of(2, "usage", "--timeout", "ls", "--timeout", "soon"),
                Refused.of(2, "usage", "exclude each other", "stop", "sleeper", "--no-wait", "--timeout", "1s"),
                Refused.of(2, "usage", "--lines", "log", "sleeper", "-n", "many"),
                Refused.of(2, "usage", "--lines", "log", "sleeper", "--lines=-3"),
                Refused.of(2, "usage", "exclude each other", "log", "sleeper", "--all", "-n", "3"),
                Refused.of(2, "usage", "--after", "events", "--after", "yesterday"));
    }

    static Stream<Refused> otherFailures() {
        return Stream.of(
                Refused.of(4, "second_daemon", "already running", "daemon", "start"),
                Refused.of(5, "unknown_group", "group (g)", "stop", "@g"));
    }

    @ParameterizedTest
    @MethodSource({"badPrograms", "badNames", "unknownPrograms", "badUsage", "otherFailures"})
    void isRefused(Refused refused) throws Exception {
        refused.check(HOME);
    }

    @Test
    void theShapeAskedForIsKeptBehindDashes() throws Exception {
        Answer answer = HOME.pmon("exec", "./missing", "--", "--json").failsWith(2);
        assertThat(answer.out()).isEmpty();
    }
}
