package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.SpecChange;
import pmon.api.protocol.Targets;
import pmon.cli.FakeClient;
import pmon.cli.Programs;
import pmon.cli.client.Client.Missing;

/** What a line asks of the daemon. */
class RequestsTest {
    private static final Completion DONE = Completion.UNTIL_DONE;

    private static Shell run(String... line) {
        return Shell.run(FakeClient.answering(new Response.Processes(List.of(Programs.running(1, "web")))), line);
    }

    private static Request asked(String... line) {
        return run(line).request();
    }

    private static ExecCommand exec(String... line) {
        return ((Request.Exec) asked(line)).command();
    }

    @Test
    void execWithNothingElseTakesEveryDefault() {
        assertThat(asked("exec", "./server"))
                .isEqualTo(new Request.Exec(
                        new ExecCommand(
                                "./server",
                                null,
                                List.of(),
                                Map.of(),
                                "/home/joe",
                                Map.of("PATH", "/bin"),
                                null,
                                null,
                                null,
                                null,
                                true,
                                RestartSettings.DEFAULT,
                                StopSettings.DEFAULT,
                                List.of(),
                                List.of(),
                                false),
                        DONE));
    }

    @Test
    void execCarriesEveryOption() {
        ExecCommand command = exec(
                "run",
                "server",
                "--name",
                "web",
                "-a",
                "-h 'one two' -p 80",
                "-e",
                "A=1 B='x y'",
                "--env-vars",
                "A=2",
                "--cwd",
                "work",
                "-u",
                "www",
                "-l",
                "logs/web.log",
                "--log-dir=/var/log",
                "-n",
                "-d",
                "db,cache",
                "-d",
                "queue",
                "--groups",
                "site",
                "--stop-signal",
                "int",
                "--stop-timeout",
                "1m30s",
                "--min-uptime",
                "2s",
                "--initial-delay",
                "50ms",
                "--max-delay",
                "1h",
                "--replace");
        assertThat(command)
                .isEqualTo(new ExecCommand(
                        "server",
                        "web",
                        List.of("-h", "one two", "-p", "80"),
                        Map.of("A", "2", "B", "x y"),
                        "/home/joe",
                        Map.of("PATH", "/bin"),
                        "work",
                        "www",
                        "/home/joe/logs/web.log",
                        "/var/log",
                        false,
                        new RestartSettings(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofHours(1)),
                        new StopSettings(Signal.INT, Duration.ofSeconds(90)),
                        List.of("db", "cache", "queue"),
                        List.of("site"),
                        true));
    }

    @Test
    void execCarriesSettingsOfExecution() {
        ExecutionSettings execution = exec(
                        "exec",
                        "/x",
                        "--env-file",
                        "web.env",
                        "--success-exit-codes",
                        "3,143",
                        "--umask",
                        "027",
                        "--nice=-5",
                        "--limit",
                        "nofile=4096:8192,core=unlimited",
                        "--limit=RLIMIT_AS=2GiB")
                .execution();
        assertThat(execution)
                .isEqualTo(new ExecutionSettings(
                        "web.env",
                        List.of(3, 143),
                        0027,
                        -5,
                        Map.of(
                                "nofile",
                                new ResourceLimit(4096, 8192),
                                "core",
                                new ResourceLimit(-1, -1),
                                "as",
                                new ResourceLimit(2L << 30, 2L << 30))));
        assertThat(exec("exec", "/x").execution()).isEqualTo(ExecutionSettings.DEFAULT);
        assertThat(exec("exec", "/x", "--kill-mode", "main").execution().killMode())
                .isEqualTo(KillMode.MAIN);
    }

    @Test
    void argsMayLookLikeOptions() {
        assertThat(exec("exec", "/x", "--args", "-arg1=val1 -arg2=val2").args())
                .containsExactly("-arg1=val1", "-arg2=val2");
        assertThat(exec("exec", "/x", "-a", "--json").args()).containsExactly("--json");
        assertThat(exec("exec", "-a=--json", "/x").args()).containsExactly("--json");
    }

    @Test
    void whatStandsBehindDashesIsTakenAsItIs() {
        ExecCommand command = exec("exec", "/x", "--name", "web", "--", "--name", "a b", "", "--json", "--");
        assertThat(command.args()).containsExactly("--name", "a b", "", "--json", "--");
        assertThat(command.name()).isEqualTo("web");
        assertThat(exec("exec", "/x", "--").args()).isEmpty();
    }

    @Test
    void restartIsCountedAndStartIsNot() {
        assertThat(asked("restart", "web", "2"))
                .isEqualTo(new Request.Restart(Targets.of("web", "2"), SpecChange.NONE, true, DONE));
        assertThat(asked("start", "web"))
                .isEqualTo(new Request.Restart(Targets.of("web"), SpecChange.NONE, false, DONE));
    }

    @Test
    void restartChangesWhatIsNamed() {
        assertThat(asked(
                        "restart",
                        "web",
                        "-n",
                        "-u",
                        "www",
                        "-l",
                        "web.log",
                        "-a",
                        "-p 81",
                        "--log-dir",
                        "/l",
                        "-d",
                        "db"))
                .isEqualTo(new Request.Restart(
                        Targets.of("web"),
                        new SpecChange(List.of("-p", "81"), "www", "/home/joe/web.log", "/l", false, List.of("db")),
                        true,
                        DONE));
        assertThat(((Request.Restart) asked("restart", "web", "--autorestart"))
                        .change()
                        .autoRestart())
                .isTrue();
        assertThat(((Request.Restart) asked("restart", "web", "-a", ""))
                        .change()
                        .args())
                .isEmpty();
    }

    @Test
    void programsAreNamedInEveryForm() {
        Targets several = Targets.of("3", "web", "api-*", "@site");
        assertThat(asked("stop", "3", "web", "api-*", "@site")).isEqualTo(new Request.Stop(several, false, DONE));
        assertThat(asked("stop", "-f", "all")).isEqualTo(new Request.Stop(Targets.ALL, true, DONE));
        assertThat(asked("del", "3", "web", "api-*", "@site"))
                .isEqualTo(new Request.Delete(several, false, false, DONE));
        assertThat(asked("delete", "-f", "--keep-logs", "web"))
                .isEqualTo(new Request.Delete(Targets.of("web"), true, true, DONE));
        assertThat(asked("show", "web")).isEqualTo(new Request.Describe(Targets.of("web")));
        assertThat(asked("kill", "--force")).isEqualTo(new Request.Kill(true, DONE));
        assertThat(asked("list")).isEqualTo(new Request.ListProcesses());
    }

    @Test
    void logsAreReadByLines() {
        assertThat(asked("log", "web")).isEqualTo(log(new LogRange.Last(10), false));
        assertThat(asked("log", "web", "-n", "3")).isEqualTo(log(new LogRange.Last(3), false));
        assertThat(asked("log", "-n5", "web")).isEqualTo(log(new LogRange.Last(5), false));
        assertThat(asked("log", "web", "--lines=+7")).isEqualTo(log(new LogRange.From(7), false));
        assertThat(asked("log", "-a", "web")).isEqualTo(log(new LogRange.From(1), false));
        assertThat(asked("logf", "web", "-n", "0")).isEqualTo(log(new LogRange.Last(0), true));
        assertThat(asked("logf")).isEqualTo(new Request.ReadLog(Targets.ALL, new LogRange.Last(10), true, true));
    }

    @Test
    void eventsBeginNowOrBehindANumber() {
        assertThat(asked("events")).isEqualTo(new Request.Events(null, true));
        assertThat(asked("events", "--after", "0", "--no-follow")).isEqualTo(new Request.Events(0L, false));
    }

    @Test
    void waitingIsBoundedAsAsked() {
        assertThat(asked("stop", "web", "--no-wait"))
                .isEqualTo(new Request.Stop(Targets.of("web"), false, new Completion(false, null)));
        assertThat(asked("--timeout", "1500", "stop", "web"))
                .isEqualTo(new Request.Stop(Targets.of("web"), false, new Completion(true, Duration.ofMillis(1500))));
        assertThat(run("--timeout", "1500", "ls").client().bound).isEqualTo(Duration.ofMillis(1500));
        assertThat(run("daemon", "stop", "--timeout=2s").client().stopTimeout).isEqualTo(Duration.ofSeconds(2));
        assertThat(run("daemon", "stop").client().keptPrograms).isFalse();
        assertThat(run("daemon", "stop", "--keep-programs").client().keptPrograms)
                .isTrue();
    }

    @Test
    void onlyCommandsThatStartProgramsStartADaemon() {
        assertThat(run("exec", "/x").client().missing).containsExactly(Missing.START, Missing.FAIL);
        assertThat(run("start", "web").client().missing).first().isEqualTo(Missing.START);
        assertThat(run("--no-autostart", "exec", "/x").client().missing).first().isEqualTo(Missing.FAIL);
        for (String command : List.of("ls", "kill", "events", "log")) {
            assertThat(run(command).client().missing).first().isEqualTo(Missing.FAIL);
        }
        assertThat(run("stop", "web").client().missing).first().isEqualTo(Missing.FAIL);
        assertThat(run("del", "web").client().missing).first().isEqualTo(Missing.FAIL);
        assertThat(run("desc", "web").client().missing).first().isEqualTo(Missing.FAIL);
    }

    @Test
    void globalOptionsStandAnywhere() {
        assertThat(run("--system", "ls").system()).isTrue();
        assertThat(run("ls", "--system").system()).isTrue();
        assertThat(run("ls").system()).isFalse();
        assertThat(run("--json", "ls").out()).startsWith("[");
        assertThat(run("daemon", "--json", "stop").out()).isEqualTo("{\"stopped\":true}\n");
    }

    private static Request log(LogRange range, boolean follow) {
        return new Request.ReadLog(Targets.of("web"), range, follow, true);
    }
}
