package pmon.cli.procdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.process.LogSettings;
import pmon.api.process.ProcessView;
import pmon.api.process.Status;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.FakeClient;
import pmon.cli.FakeConsole;
import pmon.cli.FakeMachine;
import pmon.cli.Programs;
import pmon.cli.shell.Caller;

/** What lines of procdog ask of the daemon, answer and end with. */
class ProcdogTest {
    private static final Response NONE = new Response.Failed(ErrorCode.UNKNOWN_PROCESS, "no such process");
    private static final Response RUNNING = processes(Programs.running(1, "procdog:web"));
    private static final Response ENDED = processes(Programs.ended(1, "procdog:web", Status.FAILED));

    @TempDir
    private Path home;

    private final FakeConsole console = new FakeConsole();
    private FakeClient client = FakeClient.answering(NONE);

    @BeforeEach
    void makeProgram() throws IOException {
        Files.createFile(home.resolve("server"));
        assertThat(home.resolve("server").toFile().setExecutable(true)).isTrue();
    }

    private static Response processes(ProcessView process) {
        return new Response.Processes(List.of(process));
    }

    private int run(String... line) {
        Map<String, String> environment = Map.of("PATH", "/bin", "HOME", home.toString(), "PORT", "80");
        Caller caller = new Caller(home.toString(), environment, false);
        return new Procdog(caller, console, new FakeMachine(1), client).run(List.of(line));
    }

    private ExecCommand started(String... line) {
        client = FakeClient.answering(NONE, RUNNING);
        assertThat(run(line)).as(console.out() + console.error()).isZero();
        return ((Request.Exec) client.requests.get(1)).command();
    }

    @ParameterizedTest
    @CsvSource({"status, stopped, 5", "wait, stopped, 6", "stop, stopped, 0", "stop --strict, stopped, 5"})
    void whatNeverRanIsStopped(String command, String answer, int code) {
        String[] words = (command + " web").split(" ");
        assertThat(run(words)).isEqualTo(code);
        assertThat(console.out()).isEqualTo(answer + "\n");
        client = new FakeClient();
        client.running = false;
        client.answers.add(NONE);
        assertThat(run(words)).as("without a daemon").isEqualTo(code);
    }

    @Test
    void whatRunsIsToldWithItsProcess() {
        client = FakeClient.answering(RUNNING);
        assertThat(run("status", "web")).isZero();
        assertThat(run("start", "web", "-c", "./server")).isZero();
        assertThat(console.out()).isEqualTo("running, pid=1001\n".repeat(2));
        assertThat(run("wait", "web")).as("nobody knows whether it is healthy").isEqualTo(6);
        assertThat(run("start", "web", "-c", "./server", "--strict")).isEqualTo(4);
        assertThat(console.error()).isEqualTo("procdog: error: process 'web' is already running\n");
        assertThat(client.requests).noneMatch(Request.Exec.class::isInstance);
    }

    @Test
    void whatHasEndedIsToldWithItsCode() {
        client = FakeClient.answering(ENDED);
        assertThat(run("status", "web")).isEqualTo(5);
        assertThat(run("stop", "web")).isZero();
        assertThat(run("stop", "web", "--strict")).isEqualTo(5);
        assertThat(console.out()).startsWith("exited, returncode=").hasLineCount(3);
    }

    @Test
    void aStartBringsTheCallersSurroundings() {
        ExecCommand command = started("start", "web", "--command", "./server -p $PORT 'a b'", "--linger", "1.5");
        assertThat(command.name()).isEqualTo("procdog:web");
        assertThat(command.file()).isEqualTo(home.resolve("server").toString());
        assertThat(command.args()).containsExactly("-p", "80", "a b");
        assertThat(command.cwd()).isEqualTo(home.toString());
        assertThat(command.envVars()).containsEntry("PATH", "/bin").containsEntry("PORT", "80");
        assertThat(command.autoRestart()).isFalse();
        assertThat(command.stop().linger()).isEqualTo(Duration.ofMillis(1500));
        assertThat(command.execution().logs().mode()).isEqualTo(LogSettings.Mode.NONE);
    }

    @Test
    void filesAreOpenedByAShellAndEmptiedBefore() throws IOException {
        Files.createDirectory(home.resolve("sub"));
        Path out = Files.writeString(home.resolve("sub/out"), "old");
        Path err = Files.writeString(home.resolve("err"), "old");
        ExecCommand command = started(
                "start", "web", "-c", "../server x", "--dir", "sub", "--stdout", "out", "--stderr", err.toString());
        assertThat(command.file()).isEqualTo("/bin/sh");
        assertThat(command.args())
                .endsWith(
                        "/dev/null",
                        out.toString(),
                        err.toString(),
                        home.resolve("server").toString(),
                        "x");
        assertThat(out).isEmptyFile();
        Files.writeString(out, "kept");
        started("start", "web", "-c", "../server", "--dir", "sub", "--stdout", "out", "--append");
        assertThat(out).hasContent("kept");
    }

    @Test
    void theConfigurationSaysWhatTheLineDoesNot() throws IOException {
        Path file = Files.writeString(home.resolve("my.cfg"), """
                # programs
                [web]
                command = ./server -p ${PORT}  ; the port
                  -v
                health_command: true
                health_count = 7
                linger = 9
                strict = no
                """);
        ExecCommand command = started("start", "web", "--linger=2", "--config", file.toString());
        assertThat(command.args()).containsExactly("-p", "80", "-v");
        assertThat(command.stop().linger()).isEqualTo(Duration.ofSeconds(2));
        assertThat(command.envVars()).containsEntry("PROCDOG_HEALTH_COUNT", "7");
        Files.copy(file, home.resolve(".procdog.cfg"));
        assertThat(started("start", "web").args()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[web]\ncolour = red",
                "[web]\nhealth_count = many",
                "[web]\nstrict = perhaps",
                "[web]\ncommand = $NOBODY",
                "command = x"
            })
    void aWrongConfigurationIsRefused(String text) throws IOException {
        Path file = Files.writeString(home.resolve("my.cfg"), text);
        assertThat(run("start", "web", "--config", file.toString())).isEqualTo(3);
        assertThat(console.error()).startsWith("procdog: error: ");
        assertThat(client.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blah",
                "status",
                "status foo@bar",
                "status a b",
                "status a --colour",
                "start web",
                "start web -c",
                "start web -c x --health-count many",
                "status web --dir /nowhere/at/all"
            })
    void aWrongLineIsRefused(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(console.error()).startsWith("usage: procdog ").contains("\nprocdog: error: ");
        assertThat(client.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-command", "./nothing", "'open"})
    void whatCannotBeStartedIsAnError(String command) {
        assertThat(run("start", "web", "-c", command)).isEqualTo(2);
        assertThat(console.out()).startsWith("error: Failed to start: ");
        assertThat(client.requests).hasSize(1);
    }

    @Test
    void whatTheDaemonRefusesIsAnError() {
        client = FakeClient.answering(NONE, new Response.Failed(ErrorCode.NOT_EXECUTABLE, "cannot start it"));
        assertThat(run("start", "web", "-c", "./server")).isEqualTo(2);
        assertThat(console.out()).isEqualTo("error: cannot start it\n");
    }

    @Test
    void helpAndVersionNeedNothing() {
        assertThat(run("--help")).isZero();
        assertThat(run("-v")).isZero();
        assertThat(console.out()).contains("usage: procdog", "--ensure-healthy", "procdog of pmon");
    }
}
