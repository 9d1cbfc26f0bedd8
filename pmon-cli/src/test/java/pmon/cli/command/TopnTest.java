package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.process.ProcessView;
import pmon.api.process.Status;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.FakeClient;
import pmon.cli.FakeConsole;
import pmon.cli.FakeMachine;
import pmon.cli.Programs;
import pmon.cli.shell.Screen.Outcome;

class TopnTest {
    private static final Response.Daemon DAEMON = new Response.Daemon(42, "1.0", 1, "unix:/run/x", 3);

    private final FakeMachine machine = new FakeMachine(1);

    private Shell run(List<ProcessView> programs, FakeConsole console, String... line) {
        List<Response> answers = new ArrayList<>();
        for (int frame = 0; frame < 10; frame++) {
            answers.add(DAEMON);
            answers.add(new Response.Processes(programs));
        }
        return Shell.run(FakeClient.answering(answers.toArray(Response[]::new)), console, machine, line);
    }

    private Shell run(String... line) {
        return run(
                List.of(
                        Programs.running(1, "web"),
                        Programs.ended(2, "job", Status.FAILED),
                        Programs.running(3, "api")),
                new FakeConsole(),
                line);
    }

    private void happens(Outcome... outcomes) {
        machine.screen.outcomes.addAll(new ArrayDeque<>(List.of(outcomes)));
    }

    @Test
    void topIsAskedForTheDaemonAndWhatRuns() {
        happens(new Outcome.Printed("top - 1\n", 0));
        Shell shell = run("topn");
        assertThat(shell.code()).isZero();
        assertThat(shell.client().requests).startsWith(new Request.DaemonStatus(), new Request.ListProcesses());
        assertThat(machine.screen.commands)
                .containsExactly(
                        List.of("top", "-b", "-w", "80", "-o", "%CPU", "-p", "42,1003,1001", "-n", "1"),
                        List.of("top", "-b", "-w", "80", "-o", "%CPU", "-p", "42,1003,1001", "-n", "2", "-d", "1.0"));
        assertThat(machine.screen.closed).isTrue();
    }

    @Test
    void sSwitchesToTheOrderByMemoryAndBack() {
        happens(new Outcome.Pressed('s'), new Outcome.Pressed('x'), new Outcome.Pressed('s'));
        run("topn", "-s", "0.5");
        assertThat(machine.screen.commands)
                .extracting(command -> command.get(5))
                .containsExactly("%CPU", "%MEM", "%MEM", "%CPU");
    }

    @ParameterizedTest
    @ValueSource(chars = {27, 3, 'q'})
    void theseKeysEndIt(char key) {
        happens(new Outcome.Pressed(key));
        assertThat(run("topn").code()).isZero();
        assertThat(machine.screen.commands).hasSize(1);
        assertThat(machine.screen.closed).isTrue();
    }

    @Test
    void theLastFrameIsShownAsFarAsItFits() {
        happens(new Outcome.Printed("top - 1\nold\n\ntop - 2\nTasks\n\n  PID  \n 1003 \n 1001\n", 0));
        assertThat(run("topn").out()).isEqualTo("""
                        2 programs run; s: by memory, ESC: end
                        top - 2
                        Tasks

                          PID
                        """);
        happens(new Outcome.Printed("top - 2\n", 0));
        assertThat(run(List.of(), new FakeConsole(true), "topn").out())
                .isEqualTo("\u001b[H\u001b[J0 programs run; s: by memory, ESC: end\ntop - 2\n");
    }

    @Test
    void ofManyProgramsThoseThatUseMostAreShownAndItSaysSo() {
        List<ProcessView> many = new ArrayList<>();
        for (int id = 1; id <= 30; id++) {
            many.add(Programs.running(id, "web-" + id));
        }
        happens(new Outcome.Printed("top - 1\n", 0));
        assertThat(run(many, new FakeConsole(), "topn").out())
                .startsWith("30 programs run; top takes no more than the 19 shown; s: by memory");
        assertThat(machine.screen.commands.getFirst().get(7))
                .startsWith("42,1030,1029,")
                .endsWith(",1012");
    }

    @Test
    void aTopThatFailsIsTold() {
        happens(new Outcome.Printed("top: bad option\n", 1));
        Shell shell = run("topn");
        assertThat(shell.code()).isEqualTo(1);
        assertThat(shell.error()).isEqualTo("pmon: top ended with exit code 1: top: bad option\n");
        assertThat(machine.screen.closed).isTrue();
    }
}
