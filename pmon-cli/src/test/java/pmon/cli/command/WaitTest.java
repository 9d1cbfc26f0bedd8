package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Targets;
import pmon.api.protocol.Until;
import pmon.cli.FakeClient;
import pmon.cli.Programs;
import pmon.cli.client.Client.Missing;

/** {@code status}, {@code wait}, and how {@code exec} says what tells that a program is ready. */
class WaitTest {
    private static final Response WEB = new Response.Processes(List.of(Programs.running(1, "web")));

    private static Shell run(String... line) {
        return Shell.run(FakeClient.answering(WEB), line);
    }

    @Test
    void aStatusIsALineOrAnObject() {
        assertThat(run("status", "web").request()).isEqualTo(new Request.Describe(Targets.of("web")));
        assertThat(run("status", "web").out())
                .startsWith("web: running")
                .endsWith("\n")
                .doesNotContain("  ");
        assertThat(run("status", "web").client().missing).containsExactly(Missing.FAIL);
        assertThat(run("status", "web", "--json").out()).startsWith("{\"id\":1,");
        assertThat(run("status").code()).isEqualTo(ErrorCode.USAGE.exitCode());
    }

    @Test
    void healthIsWaitedForUnlessSomethingElseIsAsked() {
        assertThat(run("wait", "web").request())
                .isEqualTo(new Request.Await(Targets.of("web"), Until.HEALTHY, Completion.UNTIL_DONE));
        assertThat(run("wait", "web", "--json").out()).startsWith("{\"id\":1,");
        assertThat(run("wait", "web").client().missing).containsExactly(Missing.FAIL);
    }

    @ParameterizedTest
    @EnumSource
    void everythingCanBeWaitedFor(Until until) {
        assertThat(run("wait", "--for", until.word(), "web", "--timeout", "2s").request())
                .isEqualTo(new Request.Await(Targets.of("web"), until, new Completion(true, Duration.ofSeconds(2))));
    }

    @Test
    void whatCannotBeWaitedForIsRefused() {
        assertThat(run("wait", "web", "--for", "rain").error())
                .contains("cannot wait for rain; there are: running, ready, healthy, stopped");
        assertThat(run("wait", "web", "--no-wait").code()).isEqualTo(ErrorCode.USAGE.exitCode());
    }

    @Test
    void aProgramIsCheckedAsTheLineSays() {
        Request.Exec exec = (Request.Exec) run(
                        "exec",
                        "./web",
                        "--ready",
                        "tcp:80",
                        "--ready",
                        "exec:true",
                        "--alive",
                        "http://h/",
                        "--ready-timeout",
                        "5s")
                .request();
        assertThat(exec.command().task().readyTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(exec.command().task().monitors())
                .extracting(MonitorSpec::name, MonitorSpec::role)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("ready", Role.READY),
                        org.assertj.core.api.Assertions.tuple("ready-2", Role.READY),
                        org.assertj.core.api.Assertions.tuple("alive", Role.ALIVE));
    }
}
