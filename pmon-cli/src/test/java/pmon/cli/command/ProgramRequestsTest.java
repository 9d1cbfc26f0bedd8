package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.ProcessView;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Targets;
import pmon.cli.FakeClient;
import pmon.cli.Programs;
import pmon.cli.client.Client.Missing;

/** {@code init}, {@code drop}, {@code reset}, {@code signal}, {@code flush}: what they ask and show. */
class ProgramRequestsTest {
    private static final Completion DONE = Completion.UNTIL_DONE;
    private static final ProcessView WEB = Programs.running(1, "web");

    private static Shell run(String... line) {
        return Shell.run(FakeClient.answering(new Response.Processes(List.of(WEB))), line);
    }

    private static Shell plan(Response.Plan plan, String... line) {
        return Shell.run(FakeClient.answering(plan), line);
    }

    @Test
    void initAppliesTheConfigurationAndStartsADaemon() {
        Shell all = run("init");
        assertThat(all.request()).isEqualTo(new Request.Init(false, false, DONE));
        assertThat(all.client().missing).first().isEqualTo(Missing.START);
        assertThat(all.out()).contains("│ web ");
        assertThat(run("init", "-c", "-b", "--prune").request()).isEqualTo(new Request.Init(true, true, DONE));
        assertThat(run("init", "--apps-config-only", "--blocking").request())
                .isEqualTo(new Request.Init(true, false, DONE));
        assertThat(run("init", "--no-wait").request())
                .isEqualTo(new Request.Init(false, false, new Completion(false, null)));
        assertThat(run("init", "--json").out()).startsWith("[\n{\"id\":1,");
    }

    @Test
    void initSaysWhatItCannotHonour() {
        ProcessView odd = Programs.running(1, "web", List.of("unknown dependency db"));
        Response.Processes answer = new Response.Processes(List.of(odd));
        assertThat(Shell.run(FakeClient.answering(answer), "init").out()).endsWith("┘\nweb: unknown dependency db\n");
        assertThat(Shell.run(FakeClient.answering(answer), "ls").out()).endsWith("┘\nweb: unknown dependency db\n");
        assertThat(run("init").out()).endsWith("┘\n");
    }

    @Test
    void aPlanIsOnlyShownAndStartsNoDaemon() {
        Response.Plan plan =
                new Response.Plan(List.of("a", "b"), List.of("c"), List.of("d"), List.of("e"), List.of("f"));
        Shell shell = plan(plan, "init", "--dry-run", "-c");
        assertThat(shell.client().requests).containsExactly(new Request.PlanInit(true));
        assertThat(shell.client().missing).containsExactly(Missing.FAIL);
        assertThat(shell.out()).isEqualTo("""
                        add: a, b
                        update: c
                        restart: d
                        no longer configured, kept without --prune: f
                        unchanged: e
                        """);
        assertThat(plan(plan, "init", "--dry-run", "--prune").out()).contains("\ndelete: f\n");
        assertThat(plan(plan, "init", "--dry-run", "--json").out())
                .isEqualTo("{\"added\":[\"a\",\"b\"],\"updated\":[\"c\"],\"restarted\":[\"d\"],"
                        + "\"unchanged\":[\"e\"],\"removed\":[\"f\"]}\n");
    }

    @Test
    void aPlanOfNothingSaysSo() {
        Response.Plan nothing = new Response.Plan(List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(plan(nothing, "init", "--dry-run").out()).isEqualTo("nothing to do\n");
    }

    @Test
    void dropDeletesAllAndShowsWhatIsLeft() {
        FakeClient client =
                FakeClient.answering(new Response.Processes(List.of(WEB)), new Response.Processes(List.of()));
        Shell shell = Shell.run(client, "drop", "-f");
        assertThat(shell.request()).isEqualTo(new Request.Drop(true, DONE));
        assertThat(shell.client().missing).containsOnly(Missing.FAIL);
        assertThat(shell.out()).contains("│ ID │").doesNotContain("web");
        assertThat(run("drop").request()).isEqualTo(new Request.Drop(false, DONE));
        assertThat(run("drop", "--json").out()).startsWith("[\n{\"id\":1,");
    }

    @Test
    void resetIsOfAllOrOfTheNamed() {
        assertThat(run("reset").request()).isEqualTo(new Request.Reset(Targets.ALL, DONE));
        assertThat(run("reset", "web", "@site").request())
                .isEqualTo(new Request.Reset(Targets.of("web", "@site"), DONE));
        assertThat(run("reset", "web", "--json").out()).startsWith("{\"id\":1,");
        assertThat(run("reset", "--json").out()).startsWith("[");
    }

    @Test
    void theLastWordOfSignalIsTheSignal() {
        assertThat(run("signal", "web", "HUP").request())
                .isEqualTo(new Request.SendSignal(Targets.of("web"), Signal.HUP, DONE));
        assertThat(run("signal", "web", "api-*", "sigusr1").request())
                .isEqualTo(new Request.SendSignal(Targets.of("web", "api-*"), Signal.USR1, DONE));
        assertThat(run("signal", "web", "15").request())
                .isEqualTo(new Request.SendSignal(Targets.of("web"), Signal.TERM, DONE));
        assertThat(run("signal", "web", "HUP", "--json").out()).startsWith("{\"id\":1,");
        assertThat(run("signal", "w*", "HUP", "--json").out()).startsWith("[");
    }

    @Test
    void reopeningNamesTheProgramsWhoseLogsItWas() {
        Shell shell = run("logs", "reopen", "web");
        assertThat(shell.request()).isEqualTo(new Request.ReopenLogs(Targets.of("web"), DONE));
        assertThat(shell.out()).isEqualTo("reopened the log of web (1)\n");
    }

    @Test
    void flushNamesTheLogsItEmptied() {
        Shell shell = run("flush", "web");
        assertThat(shell.request()).isEqualTo(new Request.FlushLogs(Targets.of("web"), DONE));
        assertThat(shell.out()).isEqualTo("emptied the log of web (1): /var/log/pmond/web.log\n");
        assertThat(run("flush", "web", "--json").out()).startsWith("{\"id\":1,");
    }
}
