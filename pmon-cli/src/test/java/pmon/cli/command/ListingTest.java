package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.ProcessView;
import pmon.api.process.Status;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Response.GroupView;
import pmon.cli.FakeClient;
import pmon.cli.FakeConsole;
import pmon.cli.FakeMachine;
import pmon.cli.Programs;

/** What {@code ls} leaves out, in which order it lists the rest, and how often. */
class ListingTest {
    /** All of them in the group {@code site}; the greater the id the more CPU, memory and uptime. */
    private static final List<ProcessView> PROGRAMS = List.of(
            Programs.running(1, "web"),
            Programs.ended(2, "job", Status.FAILED),
            Programs.running(3, "api"),
            Programs.ended(4, "old", Status.STOPPED));

    private static final Response.Processes ALL = new Response.Processes(PROGRAMS);

    private static List<String> names(Shell shell) {
        List<String> names = new ArrayList<>();
        for (String part : shell.out().split("\"name\":\"", -1)) {
            names.add(part.substring(0, Math.max(0, part.indexOf('"'))));
        }
        return names.subList(1, names.size());
    }

    private static List<String> listed(String... options) {
        List<String> line = new ArrayList<>(List.of("ls", "--json"));
        line.addAll(List.of(options));
        return names(Shell.run(FakeClient.answering(ALL), line.toArray(String[]::new)));
    }

    @Test
    void statusesAreFiltered() {
        assertThat(listed("--status", "running")).containsExactly("web", "api");
        assertThat(listed("--status", "failed,stopped")).containsExactly("job", "old");
        assertThat(listed("--status", "backoff")).isEmpty();
    }

    @Test
    void fieldsSort() {
        assertThat(listed()).containsExactly("web", "job", "api", "old");
        assertThat(listed("--sort", "name")).containsExactly("api", "job", "old", "web");
        assertThat(listed("--sort=-name")).containsExactly("web", "old", "job", "api");
        assertThat(listed("--sort", "status")).containsExactly("web", "api", "old", "job");
        assertThat(listed("--sort", "restart_count")).containsExactly("job", "web", "old", "api");
        assertThat(listed("--sort", "pid")).containsExactly("job", "old", "web", "api");
    }

    @Test
    void whatIsUsedMostComesFirstAndWhatUsesNothingLast() {
        for (String field : List.of("cpu", "memory", "uptime", "cpu_percent", "memory_bytes", "uptime_ms")) {
            assertThat(listed("--sort", field)).containsExactly("api", "web", "job", "old");
        }
    }

    @Test
    void groupsAreFilteredByNameOrId() {
        Response.Groups groups = new Response.Groups(
                List.of(new GroupView(7, "site", List.of("web")), new GroupView(8, "idle", List.of())));
        for (String group : List.of("site", "7", "idle,7")) {
            FakeClient client = FakeClient.answering(groups, ALL);
            Shell shell = Shell.run(client, "ls", "--json", "-g", group, "--status", "running");
            assertThat(names(shell)).containsExactly("web", "api");
            assertThat(client.requests).containsExactly(new Request.ListGroups(), new Request.ListProcesses());
        }
        assertThat(names(Shell.run(FakeClient.answering(groups, ALL), "ls", "--json", "--group", "8")))
                .isEmpty();
        Shell unknown = Shell.run(FakeClient.answering(groups), "ls", "--group", "sit");
        assertThat(unknown.code()).isEqualTo(5);
        assertThat(unknown.error()).isEqualTo("pmon: group (sit) does not exist; did you mean site?\n");
    }

    @Test
    void watchingShowsTheTableAgainAndAgain() {
        FakeMachine machine = new FakeMachine(3);
        Shell shell = Shell.run(FakeClient.answering(ALL), new FakeConsole(), machine, "ls", "--watch", "0.5");
        assertThat(shell.code()).isZero();
        assertThat(shell.out().split("│ web ", -1)).hasSize(4);
        assertThat(shell.out()).doesNotContain("\u001b");
        assertThat(machine.pauses).hasSize(3).containsOnly(Duration.ofMillis(500));
    }

    @Test
    void watchingTakesTheTableAwayFromATerminalFirst() {
        FakeMachine machine = new FakeMachine(2);
        Shell shell = Shell.run(
                FakeClient.answering(ALL), new FakeConsole(true), machine, "ls", "--watch", "--status=failed");
        assertThat(shell.out().split("\u001b\\[H\u001b\\[J┌", -1)).hasSize(3);
        assertThat(machine.pauses).containsOnly(Duration.ofSeconds(2));
    }

    @Test
    void watchingEndsWithTheDaemon() {
        FakeClient client = FakeClient.answering(ALL);
        client.running = false;
        assertThat(Shell.run(client, "ls", "--watch").code()).isEqualTo(3);
    }
}
