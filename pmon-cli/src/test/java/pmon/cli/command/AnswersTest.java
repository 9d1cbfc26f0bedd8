package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessView;
import pmon.api.process.ShellWords;
import pmon.api.process.Status;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.cli.FakeClient;
import pmon.cli.FakeConsole;
import pmon.cli.Programs;

/** What a line shows of the daemon's answer. */
class AnswersTest {
    private static final ProcessView WEB = Programs.running(1, "web");
    private static final ProcessView API = Programs.ended(2, "api", Status.FAILED);

    private static FakeClient programs(ProcessView... programs) {
        return FakeClient.answering(new Response.Processes(List.of(programs)));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyFailureIsToldWithItsOwnExitCode(ErrorCode code) {
        Response.Failed failed = new Response.Failed(code, "it did not work");
        Shell text = Shell.run(FakeClient.answering(failed), "ls");
        assertThat(text.code()).isEqualTo(code.exitCode());
        assertThat(text.error()).isEqualTo("pmon: it did not work\n");
        assertThat(text.out()).isEmpty();
        Shell json = Shell.run(FakeClient.answering(failed), "ls", "--json");
        assertThat(json.code()).isEqualTo(code.exitCode());
        assertThat(json.out())
                .isEqualTo("{\"error\":{\"code\":\"" + code.word() + "\",\"message\":\"it did not work\"}}\n");
        assertThat(json.error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec /x",
                "ls",
                "desc web",
                "stop web",
                "restart web",
                "start web",
                "del web",
                "log web",
                "logf web",
                "kill",
                "init",
                "init --dry-run",
                "drop",
                "reset",
                "signal web HUP",
                "flush web",
                "dgraph",
                "export",
                "config",
                "group create g",
                "group del g",
                "group ls",
                "group desc g",
                "group assign g web",
                "group remove g web",
                "group restart g",
                "group stop g",
                "group drop g",
                "events",
                "history web",
                "daemon status"
            })
    void everyCommandTellsAFailureAsOneDocument(String line) {
        FakeClient client =
                FakeClient.answering(new Response.Failed(ErrorCode.UNKNOWN_PROCESS, "process (x) does not exist"));
        String[] words = ShellWords.split(line + " --json").toArray(String[]::new);
        Shell shell = Shell.run(client, words);
        assertThat(shell.code()).isEqualTo(5);
        assertThat(shell.out())
                .isEqualTo("{\"error\":{\"code\":\"unknown_process\",\"message\":\"process (x) does not exist\"}}\n");
    }

    @Test
    void anEarlyDeathShowsTheEndOfTheLog() {
        Response.Failed failed = new Response.Failed(
                ErrorCode.START_FAILED,
                "web ended with exit code 1",
                new ExitStatus.Exited(1, Programs.START),
                List.of("first", "cannot bind"));
        Shell text = Shell.run(FakeClient.answering(failed), "exec", "/x");
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.error())
                .isEqualTo("pmon: web ended with exit code 1\nthe last lines of its log:\n  first\n  cannot bind\n");
        Shell json = Shell.run(FakeClient.answering(failed), "exec", "/x", "--json");
        assertThat(json.out()).contains("\"code\":\"start_failed\"", "\"log_tail\":[\"first\",\"cannot bind\"]");
    }

    @Test
    void aChangeShowsTheTableOfAllPrograms() {
        for (String line : List.of("exec /x", "stop web", "restart web", "kill")) {
            FakeClient client = FakeClient.answering(
                    new Response.Processes(List.of(WEB)), new Response.Processes(List.of(WEB, API)));
            Shell shell = Shell.run(client, ShellWords.split(line).toArray(String[]::new));
            assertThat(shell.code()).isZero();
            assertThat(shell.out()).contains("│ web ", "│ api ");
            assertThat(client.closed).isTrue();
        }
    }

    @Test
    void oneProgramIsAnObjectAndSeveralAreAnArray() {
        assertThat(Shell.run(programs(WEB), "stop", "web", "--json").out()).startsWith("{\"id\":1,");
        assertThat(Shell.run(programs(WEB), "desc", "1", "--json").out()).startsWith("{\"id\":1,");
        assertThat(Shell.run(programs(WEB), "exec", "/x", "--json").out()).startsWith("{\"id\":1,");
        assertThat(Shell.run(programs(WEB), "stop", "w*", "--json").out()).startsWith("[");
        assertThat(Shell.run(programs(WEB), "stop", "@site", "--json").out()).startsWith("[");
        assertThat(Shell.run(programs(WEB), "stop", "all", "--json").out()).startsWith("[");
        assertThat(Shell.run(programs(WEB), "kill", "--json").out()).startsWith("[");
        assertThat(Shell.run(programs(WEB, API), "desc", "web", "api", "--json").out())
                .startsWith("[");
        assertThat(Shell.run(programs(), "ls", "--json").out()).isEqualTo("[]\n");
        ProcessView oddlyNamed = Programs.running(3, "@home");
        assertThat(Shell.run(programs(oddlyNamed), "stop", "@home", "--json").out())
                .startsWith("{\"id\":3,");
    }

    @Test
    void deletedProgramsAreNamed() {
        assertThat(Shell.run(programs(WEB, API), "del", "all").out()).isEqualTo("deleted web (1)\ndeleted api (2)\n");
    }

    @Test
    void linesOfOneLogAreRawAndOfSeveralAreNamed() {
        FakeClient client = FakeClient.answering(new Response.Done());
        client.items.add(new StreamItem.LogLine("web", "/l/web.log", "\u001b[1mbold"));
        client.items.add(new StreamItem.LogLine("api", "/l/api.log", "two"));
        assertThat(Shell.run(client, "log", "web").out()).isEqualTo("\u001b[1mbold\ntwo\n");
        assertThat(Shell.run(client, "log").out()).isEqualTo("web | \u001b[1mbold\napi | two\n");
        assertThat(Shell.run(client, "logf", "web", "api").out()).endsWith("api | two\n");
        assertThat(Shell.run(client, "log", "--raw").out()).isEqualTo("\u001b[1mbold\ntwo\n");
        assertThat(Shell.run(client, "logf", "@site", "--raw").out()).endsWith("\ntwo\n");
        assertThat(Shell.run(client, "log", "--json").out()).isEqualTo("""
                        [
                        {"file":"/l/web.log","line":"\\u001b[1mbold"},
                        {"file":"/l/api.log","line":"two"}
                        ]
                        """);
        assertThat(Shell.run(client, "logf", "--json", "web").out().lines()).hasSize(2);
        client.items.clear();
        assertThat(Shell.run(client, "log", "web", "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void eventsAreOneALine() {
        FakeClient client = FakeClient.answering(new Response.Done());
        client.items.add(new StreamItem.Event(new ProcessEvent(
                7,
                Programs.START,
                ProcessEvent.Type.EXITED,
                "web",
                1,
                2,
                Status.RUNNING,
                Status.BACKOFF,
                "restart in 100 ms",
                99,
                new ExitStatus.Signaled(9, Programs.START))));
        assertThat(Shell.run(client, "events", "--no-follow").out())
                .startsWith("7  2026-03-01 ")
                .endsWith("  web (1)  exited  running → backoff  pid 99  SIGKILL  restart in 100 ms\n");
        assertThat(Shell.run(client, "events", "--json").out())
                .startsWith("{\"seq\":7,")
                .endsWith("}\n");
    }

    @Test
    void anEventSaysNothingTwice() {
        FakeClient client = FakeClient.answering(new Response.Done());
        client.items.add(new StreamItem.Event(new ProcessEvent(
                8,
                Programs.START,
                ProcessEvent.Type.STARTED,
                "web",
                1,
                2,
                Status.INIT,
                Status.RUNNING,
                "started",
                99,
                null)));
        assertThat(Shell.run(client, "events", "--no-follow").out())
                .endsWith("  web (1)  started  init → running  pid 99\n");
    }

    @Test
    void aHistoryIsOneDocument() {
        FakeClient client = FakeClient.answering(new Response.Done());
        client.items.add(new StreamItem.Event(event(1, Programs.START)));
        client.items.add(new StreamItem.Event(event(2, Programs.START)));
        Shell json = Shell.run(client, "history", "web", "-n", "2", "--since", "2026-03-01T12:00:31Z", "--json");
        assertThat(json.request())
                .isEqualTo(new Request.History("web", 2, java.time.Instant.parse("2026-03-01T12:00:31Z")));
        assertThat(json.out())
                .startsWith("[\n{\"seq\":1,")
                .contains(",\n{\"seq\":2,")
                .endsWith("]\n");
        assertThat(Shell.run(client, "history", "web").out().lines()).hasSize(2);
        assertThat(Shell.run(FakeClient.answering(new Response.Done()), "history", "web", "--json")
                        .out())
                .isEqualTo("[]\n");
        assertThat(Shell.run(client, "history", "web", "-n", "0").code()).isEqualTo(2);
    }

    @Test
    void eventsSinceATimeAreChosenFromAll() {
        for (String since : List.of("59m29s", "2026-03-01T13:00:31+01:00", "2026-03-01 12:00:31Z")) {
            FakeClient client = FakeClient.answering(new Response.Done());
            client.items.add(new StreamItem.Event(event(1, Programs.START.minusSeconds(1))));
            client.items.add(new StreamItem.Event(event(2, Programs.START)));
            Shell shell = Shell.run(client, "events", "--since", since, "--no-follow", "--json");
            assertThat(shell.request()).isEqualTo(new Request.Events(0L, false));
            assertThat(shell.out().lines()).singleElement().asString().startsWith("{\"seq\":2,");
        }
    }

    private static ProcessEvent event(long seq, Instant time) {
        return new ProcessEvent(
                seq, time, ProcessEvent.Type.EXITED, "web", 1, 2, Status.RUNNING, Status.BACKOFF, "", 99, null);
    }

    @Test
    void theVersionIsKnownWithoutADaemon() {
        FakeClient client = FakeClient.answering(new Response.Done());
        Shell alone = Shell.run(client, "version", "--json");
        assertThat(alone.code()).isZero();
        assertThat(alone.out())
                .contains("\"version\":", "\"java\":", "\"os\":", "\"ipc\":", "\"store\":", "\"image\":{");
        assertThat(Shell.run(client, "version").out()).contains("daemon  not running\n");
        client.version = new Frozen.VersionInfo("9.9", "25", "Linux", List.of("socket"), "sqlite", "linux");
        assertThat(Shell.run(client, "version", "--json").out())
                .contains("\"version\":\"9.9\"", "\"store\":\"sqlite\"");
        assertThat(Shell.run(client, "version").out()).contains("daemon  9.9\n", "uses    socket, sqlite, linux\n");
        assertThat(Shell.run(client, "--version").out()).contains("daemon  9.9\n");
    }

    @Test
    void theDaemonIsStartedOnceAndStoppedAlways() {
        FakeClient client = FakeClient.answering(new Response.Daemon(42, "1.0", 61_000, "unix:/run/x", 1));
        assertThat(Shell.run(client, "daemon", "start").code()).isEqualTo(4);
        assertThat(Shell.run(client, "daemon", "stop").code()).isZero();
        assertThat(Shell.run(client, "daemon", "status").code()).isEqualTo(3);
        Shell again = Shell.run(client, "daemon", "stop");
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualTo("no daemon is running\n");
        Shell started = Shell.run(client, "daemon", "start");
        assertThat(started.code()).isZero();
        assertThat(started.out())
                .isEqualTo("the daemon is running: pid 42, version 1.0, up 1m 1s, 1 program, unix:/run/x\n");
        assertThat(Shell.run(client, "daemon", "status", "--json").out())
                .isEqualTo(
                        "{\"pid\":42,\"version\":\"1.0\",\"uptime_ms\":61000,\"socket\":\"unix:/run/x\",\"programs\":1}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help --json",
                "help exec --json",
                "--json help group",
                "exec --help --json",
                "--json --help",
                "--no-color -h --json",
                "group --json --help",
                "completion bash --json"
            })
    void aTextIsOneDocumentToo(String line) {
        Shell shell = Shell.run(new FakeClient(), line.split(" "));
        assertThat(shell.code()).isZero();
        assertThat(shell.out()).startsWith("{\"text\":\"").endsWith("\"}\n").containsOnlyOnce("\n");
        assertThat(shell.error()).isEmpty();
    }

    @Test
    void helpIsThereForEveryCommand() {
        FakeClient client = FakeClient.answering(new Response.Done());
        String all = Shell.run(client).out();
        assertThat(all).doesNotContain("__complete");
        for (Command command : Commands.shown()) {
            assertThat(all).contains("  " + command.name());
            String[] words = command.name().split(" ");
            String[] help =
                    words.length == 1 ? new String[] {"help", words[0]} : new String[] {"help", words[0], words[1]};
            Shell shell = Shell.run(client, help);
            assertThat(shell.code()).isZero();
            assertThat(shell.out()).startsWith("Usage: pmon " + command.name()).contains(command.summary(), "--json");
            command.options()
                    .forEach(option ->
                            assertThat(shell.out()).contains(option.names()).contains(option.label()));
            assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        }
        assertThat(Shell.run(client, "--help").out()).isEqualTo(all);
        assertThat(Shell.run(client, "help").out()).isEqualTo(all);
        assertThat(Shell.run(client, "stop", "-h").out())
                .isEqualTo(Shell.run(client, "help", "stop").out());
        assertThat(Shell.run(client, "groups", "--help").out())
                .isEqualTo(Shell.run(client, "help", "group").out())
                .contains("group assign");
        assertThat(Shell.run(client, "daemon", "--help").out())
                .contains("daemon stop")
                .doesNotContain("  kill");
        assertThat(client.requests).isEmpty();
    }

    @Test
    void statusesAreColouredOnATerminalOnly() {
        FakeConsole terminal = new FakeConsole(true);
        assertThat(Shell.run(programs(WEB, API), terminal, "ls").out())
                .contains("\u001b[32mrunning\u001b[0m", "\u001b[31mfailed\u001b[0m");
        assertThat(Shell.run(programs(WEB, API), "ls").out()).doesNotContain("\u001b");
    }
}
