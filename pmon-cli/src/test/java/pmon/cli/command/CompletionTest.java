package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.api.process.Status;
import pmon.api.protocol.Response;
import pmon.api.protocol.Response.GroupView;
import pmon.cli.FakeClient;
import pmon.cli.Programs;

/** What a line is completed with. */
class CompletionTest {
    private static final Response.Processes PROCESSES =
            new Response.Processes(List.of(Programs.running(1, "web"), Programs.ended(2, "worker", Status.STOPPED)));
    private static final Response.Groups GROUPS = new Response.Groups(
            List.of(new GroupView(1, "site", List.of("web", "worker")), new GroupView(2, "batch", List.of())));

    private static List<String> completed(FakeClient client, String line) {
        List<String> words = new ArrayList<>(List.of("__complete", "--"));
        words.addAll(List.of(line.split(" ", -1)));
        Shell shell = Shell.run(client, words.toArray(String[]::new));
        assertThat(shell.code()).isZero();
        assertThat(shell.error()).isEmpty();
        return shell.out().lines().toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            l                       | ls,list,log,logf,logs
            restart w               | web,worker
            restart web wo          | worker
            stop al                 | all
            --json --timeout 5s des | desc
            --timeout 5s desc we    | web
            log -n 5 wo             | worker
            log -n                  | ''
            exec -u                 | ''
            daemon st               | start,stop,status
            help daemon sto         | stop
            help grou               | group
            export t                | toml
            export toml t           | ''
            export -o na            | name
            ls --status running,st  | 'running,stopped'
            ls --sort=mem           | --sort=memory
            ls --js                 | --json
            ls --sta                | --status
            signal web HU           | HUP
            signal web US           | USR1,USR2
            completion z            | zsh
            exec /x -d wo           | worker
            exec /x --stop-signal T | TRAP,TERM,TSTP,TTIN,TTOU
            nothing w               | ''
            group nothing w         | ''
            ls w                    | ''
            """)
    void fromDeclarationsAndPrograms(String line, String words) {
        List<String> offered = completed(FakeClient.answering(PROCESSES), line.strip()).stream()
                .map(suggestion -> suggestion.split("\t", 2)[0])
                .toList();
        assertThat(String.join(",", offered)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            restart @               | @site,@batch
            stop @s                 | @site
            ls -g b                 | batch
            ls --group=s            | --group=site
            ls --group site,b       | 'site,batch'
            group del si            | site
            groups desc site,       | 'site,batch'
            group assign ba         | batch
            """)
    void fromGroups(String line, String words) {
        List<String> offered = completed(FakeClient.answering(GROUPS), line.strip()).stream()
                .map(suggestion -> suggestion.split("\t", 2)[0])
                .toList();
        assertThat(String.join(",", offered)).isEqualTo(words);
    }

    @Test
    void programsBehindGroupsAreListedWithCommas() {
        assertThat(completed(FakeClient.answering(PROCESSES), "group assign site web,wo"))
                .containsExactly("web,worker\tstopped");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exec ./ser              | :files|./ser
            exec /x -- --conf a     | :files|a
            exec --cwd=/v           | :directories|/v
            exec /x -u jo           | :users|jo
            exec /x -nu jo          | :users|jo
            config --check my       | :files|my
            import pmon3 a.db c     | :files|c
            import compose pro      | :files|pro
            """)
    void whatOnlyTheShellKnowsIsAskedOfIt(String line, String directive, String start) {
        assertThat(completed(FakeClient.answering(PROCESSES), line.strip())).containsExactly(directive + "\t" + start);
    }

    @Test
    void programsAreOfferedWithTheirStatusAndCommandsWithTheirSummary() {
        assertThat(completed(FakeClient.answering(PROCESSES), "desc w"))
                .containsExactly("web\trunning", "worker\tstopped");
        assertThat(completed(FakeClient.answering(PROCESSES), "dro"))
                .containsExactly("drop\tStop all programs and delete them and their logs");
    }

    @Test
    void withoutADaemonThereAreNoNamesAndNoComplaints() {
        FakeClient client = FakeClient.answering(PROCESSES);
        client.running = false;
        assertThat(completed(client, "desc w")).isEmpty();
        assertThat(completed(client, "desc --js")).hasSize(1);
        assertThat(Shell.run(client, "__complete").out()).isEmpty();
        assertThat(Shell.run(client, "__complete", "--").out()).isEmpty();
    }
}
