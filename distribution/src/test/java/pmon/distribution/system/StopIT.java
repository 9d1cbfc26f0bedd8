package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is left of programs after they were stopped: nothing. */
class StopIT {
    /** Does not react to SIGTERM, and neither does what it starts. */
    private static final String DEAF = "trap '' TERM; while :; do sleep 1; done";

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void nothingOfATreeIsLeftWhereverItsMembersHide() throws Exception {
        List<Live> tree = startTree("tree", "--stop-timeout", "300ms");
        home.pmon("stop", "tree").succeeds();
        assertThat(tree).noneMatch(Live::lives);
        assertThat(home.started()).allMatch(Live::daemon);
    }

    @Test
    void withKillModeMainTheRestLivesOn() throws Exception {
        Path forking = home.script("forking", "sleep 1000 &", "echo $! >child.pid", "exec sleep 1000");
        home.pmon("exec", forking.toString(), "--kill-mode", "main").succeeds();
        Live child = readPid("child.pid");
        Live main = home.live("forking");
        home.pmon("stop", "forking").succeeds();
        assertThat(main.lives()).isFalse();
        assertThat(child.lives()).isTrue();
        child.kill();
        Await.until("nothing is left for the next test", () -> !child.lives());
    }

    @Test
    void forceKillsTheTreeAtOnce() throws Exception {
        List<Live> tree = startTree("tree", "--stop-timeout", "1h");
        JsonNode stopped = home.json("stop", "tree", "--force");
        assertThat(tree).noneMatch(Live::lives);
        assertThat(stopped.get("status").asString()).isEqualTo("stopped");
        assertThat(stopped.get("exit").get("signal").asString()).isEqualTo("SIGKILL");
        assertThat(stopped.get("pid").isNull()).isTrue();
    }

    @Test
    void whatIsLeftOfAKilledProgramEndsBeforeItsSuccessorBegins() throws Exception {
        exec("survivor", successorScript());
        Live first = home.live("survivor");
        Live deaf = readPid("deaf.pid");
        try (Following events = home.events()) {
            events.event("started", "survivor");
            first.kill();
            events.event("started", "survivor");
        }
        assertThat(deaf.lives()).isFalse();
        awaitLines(home.log("survivor"), 2);
        assertThat(Files.readString(home.log("survivor"))).isEqualTo("begins\nbegins\n");
    }

    @Test
    void aRestartKillsTheOldTreeBeforeTheNewOneBegins() throws Exception {
        exec("survivor", successorScript(), "--stop-timeout", "300ms");
        Live deaf = readPid("deaf.pid");
        JsonNode restarted = home.json("restart", "survivor");
        assertThat(deaf.lives()).isFalse();
        assertThat(restarted.get("restart_count").asInt()).isEqualTo(1);
        awaitLines(home.log("survivor"), 2);
        assertThat(Files.readString(home.log("survivor"))).isEqualTo("begins\nbegins\n");
    }

    @Test
    void aSuspendedProgramIsWokenToEnd() throws Exception {
        exec("sleeper", home.script("sleeper", "exec sleep 1000"), "--stop-timeout", "1h");
        Live sleeper = home.live("sleeper");
        home.run("/bin/kill", "-STOP", Long.toString(sleeper.pid())).succeeds();
        Await.until("it is suspended", () -> sleeper.state().equals("T"));
        JsonNode stopped = home.json("stop", "sleeper");
        assertThat(stopped.get("exit").get("signal").asString()).isEqualTo("SIGTERM");
    }

    @Test
    void theStopSignalAndTheTimeOfAProgramAreItsOwn() throws Exception {
        Path polite = home.script(
                "polite", "trap 'echo interrupted; exit 7' INT", "echo ready", "while :; do sleep 0.1; done");
        exec("polite", polite, "--stop-signal", "INT");
        awaitLines(home.log("polite"), 1);
        JsonNode stopped = home.json("stop", "polite");
        assertThat(stopped.get("exit").get("code").asInt()).isEqualTo(7);
        assertThat(home.log("polite")).hasContent("ready\ninterrupted\n");

        exec("deaf", deaf(), "--stop-timeout", "300ms");
        readPid("deaf.pid");
        Instant before = Instant.now();
        assertThat(home.json("stop", "deaf").get("exit").get("signal").asString())
                .isEqualTo("SIGKILL");
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void theConfiguredTimeIsForProgramsWithoutTheirOwn() throws Exception {
        home.configure("stop:", "  timeout: 200ms");
        exec("deaf", deaf());
        readPid("deaf.pid");
        assertThat(home.json("stop", "deaf").get("exit").get("signal").asString())
                .isEqualTo("SIGKILL");
    }

    @Test
    void aWaitThatEndsFirstLeavesTheStopGoingOn() throws Exception {
        exec("deaf", deaf(), "--stop-timeout", "1h");
        Live deaf = readPid("deaf.pid");
        Refused.of(124, "timeout", "deaf", "stop", "deaf", "--timeout", "100ms").check(home);
        assertThat(deaf.lives()).isTrue();
        assertThat(home.desc("deaf").get("explanation").asString()).contains("stopping", "SIGKILL");

        assertThat(home.json("stop", "deaf", "--no-wait").get("pid").asLong()).isEqualTo(deaf.pid());
        home.pmon("stop", "deaf", "--force").succeeds();
        assertThat(deaf.lives()).isFalse();
    }

    @Test
    void deletingEndsAProgramAndRemovesItsRecordAndLog() throws Exception {
        Path chatty = home.script("chatty", "echo hello", "exec sleep 1000");
        for (String name : List.of("a", "b")) {
            exec(name, chatty);
            awaitLines(home.log(name), 1);
        }
        Live first = home.live("a");
        JsonNode deleted = home.json("del", "a");
        assertThat(deleted.get("name").asString()).isEqualTo("a");
        assertThat(first.lives()).isFalse();
        Await.until("the log is gone", () -> Files.notExists(home.log("a")));
        home.pmon("del", "b", "--keep-logs").succeeds();
        assertThat(home.log("b")).hasContent("hello\n");
        assertThat(home.json("ls")).isEmpty();

        JsonNode again = home.json("exec", chatty.toString(), "--name", "a");
        assertThat(again.get("id").asInt()).as("ids are not used again").isEqualTo(3);
    }

    @Test
    void killStopsEverythingThatRuns() throws Exception {
        Path sleeper = home.script("sleeper", "exec sleep 1000");
        for (String name : List.of("a", "b", "c")) {
            exec(name, sleeper);
        }
        home.pmon("stop", "b").succeeds();
        JsonNode killed = home.json("kill");
        assertThat(killed.valueStream().map(process -> process.get("name").asString()))
                .containsExactlyInAnyOrder("a", "c");
        assertThat(home.started()).allMatch(Live::daemon);
        assertThat(home.json("ls")
                        .valueStream()
                        .map(process -> process.get("status").asString()))
                .containsOnly("stopped");
    }

    @Test
    void severalAreStoppedByNamesNumbersAndPatterns() throws Exception {
        Path sleeper = home.script("sleeper", "exec sleep 1000");
        for (String name : List.of("web-1", "web-2", "db", "queue")) {
            exec(name, sleeper);
        }
        assertThat(home.json("stop", "web-*", "3")).hasSize(3);
        assertThat(home.json("ls")
                        .valueStream()
                        .filter(process -> process.get("status").asString().equals("running"))
                        .map(process -> process.get("name").asString()))
                .containsExactly("queue");
        assertThat(home.json("start", "all")).hasSize(4);
    }

    /** A program whose children hide in every way there is. */
    private List<Live> startTree(String name, String... options) throws Exception {
        Path tree = home.script(
                name,
                "(echo $$ >main.pid)",
                "sh -c 'echo $$ >deaf.pid; " + DEAF.replace("''", "\"\"") + "' &",
                "sh -c 'set -m; sleep 1000 & echo $! >own-group.pid; wait' &",
                "(setsid sh -c 'echo $$ >daemonized.pid; trap \"\" TERM HUP; while :; do sleep 1; done' &)",
                "(setsid sh -c 'sh -c \"echo \\$\\$ >grandchild.pid; exec sleep 1000\" & wait' &)",
                "wait");
        exec(name, tree, options);
        List<Live> members = new ArrayList<>();
        for (String file : List.of("main.pid", "deaf.pid", "own-group.pid", "daemonized.pid", "grandchild.pid")) {
            members.add(readPid(file));
        }
        assertThat(members).allMatch(Live::lives).doesNotHaveDuplicates();
        return members;
    }

    /** Tells whether the deaf child of its predecessor lives, and has one. */
    private Path successorScript() throws IOException {
        return home.script(
                "survivor",
                "[ ! -f deaf.pid ] || ! kill -0 $(cat deaf.pid) 2>/dev/null || echo 'the old one lives'",
                "echo begins",
                "sh -c 'echo $$ >deaf.pid; " + DEAF.replace("''", "\"\"") + "' &",
                "wait");
    }

    private Path deaf() throws IOException {
        return home.script("deaf", "trap '' TERM", "echo $$ >deaf.pid", "while :; do sleep 1; done");
    }

    private void exec(String name, Path program, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("exec", program.toString(), "--name", name));
        words.addAll(List.of(options));
        home.pmon(words.toArray(String[]::new)).succeeds();
    }

    private Live readPid(String file) throws Exception {
        Path path = home.work().resolve(file);
        Await.until(
                file + " is written",
                () -> Files.exists(path) && Files.readString(path).endsWith("\n"));
        return new Live(Long.parseLong(Files.readString(path).strip()));
    }

    private static void awaitLines(Path file, int count) throws Exception {
        Await.until(
                count + " lines in " + file,
                () -> Files.exists(file) && Files.readString(file).lines().count() >= count);
    }
}
