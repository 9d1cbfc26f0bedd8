package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Response.GroupDetail;
import pmon.api.protocol.Response.GroupView;
import pmon.api.protocol.SpecChange;
import pmon.api.protocol.Targets;
import pmon.cli.FakeClient;
import pmon.cli.Programs;
import pmon.cli.client.Client.Missing;

class GroupsTest {
    private static final Completion DONE = Completion.UNTIL_DONE;
    private static final GroupView SITE = new GroupView(3, "site", List.of("web", "api"));
    private static final GroupDetail DETAIL = new GroupDetail(3, "site", List.of(Programs.running(1, "web")));
    private static final GroupDetail EMPTY = new GroupDetail(4, "idle", List.of());
    private static final Response.Processes PROCESSES = new Response.Processes(List.of(Programs.running(1, "web")));

    private static Shell groups(String... line) {
        return Shell.run(FakeClient.answering(new Response.Groups(List.of(SITE))), line);
    }

    private static GroupChange change(String... line) {
        return ((Request.ChangeGroups) groups(line).request()).change();
    }

    private static Shell members(GroupDetail group, String... line) {
        return Shell.run(FakeClient.answering(new Response.GroupDetails(List.of(group)), PROCESSES), line);
    }

    @Test
    void changesNameGroupsAndProgramsInCommaLists() {
        assertThat(change("group", "create", "a,b", "c")).isEqualTo(new GroupChange.Create(List.of("a", "b", "c")));
        assertThat(change("groups", "del", "3")).isEqualTo(new GroupChange.Delete(List.of("3")));
        assertThat(change("group", "assign", "a,3", "web, 2"))
                .isEqualTo(new GroupChange.Assign(List.of("a", "3"), Targets.of("web", "2")));
        assertThat(change("groups", "remove", "a", "web,api"))
                .isEqualTo(new GroupChange.Remove(List.of("a"), Targets.of("web", "api")));
    }

    @Test
    void changedGroupsAreShown() {
        assertThat(groups("group", "assign", "site", "web").out()).isEqualTo("""
                        ┌────┬──────┬───────────┐
                        │ ID │ Name │ Processes │
                        ├────┼──────┼───────────┤
                        │  3 │ site │ web, api  │
                        └────┴──────┴───────────┘
                        """);
        assertThat(groups("group", "del", "site").out()).isEqualTo("deleted group site (3)\n");
    }

    @Test
    void oneGroupIsAnObjectAndSeveralAreAnArray() {
        String site = "{\"id\":3,\"name\":\"site\",\"processes\":[\"web\",\"api\"]}";
        assertThat(groups("group", "create", "site", "--json").out()).isEqualTo(site + "\n");
        assertThat(groups("group", "create", "site,b", "--json").out()).isEqualTo("[\n" + site + "\n]\n");
        assertThat(groups("group", "ls", "--json").out()).isEqualTo("[\n" + site + "\n]\n");
        assertThat(members(DETAIL, "group", "desc", "site", "--json").out())
                .startsWith("{\"id\":3,\"name\":\"site\",\"processes\":[{\"id\":1,");
        assertThat(members(DETAIL, "group", "desc", "site", "b", "--json").out())
                .startsWith("[");
    }

    @Test
    void groupsAreListedAndDescribed() {
        assertThat(groups("groups", "list").request()).isEqualTo(new Request.ListGroups());
        Shell described = members(DETAIL, "group", "show", "site,idle");
        assertThat(described.request()).isEqualTo(new Request.DescribeGroups(List.of("site", "idle")));
        assertThat(described.out()).startsWith("group site (3)\n┌").contains("│ web ");
    }

    @Test
    void programsOfGroupsAreStoppedStartedAndDropped() {
        Targets site = Targets.of("@site");
        assertThat(members(DETAIL, "group", "stop", "-f", "3").client().requests)
                .containsExactly(
                        new Request.DescribeGroups(List.of("3")),
                        new Request.Stop(site, true, DONE),
                        new Request.ListProcesses());
        assertThat(members(DETAIL, "group", "drop", "site", "--json").client().requests)
                .containsExactly(
                        new Request.DescribeGroups(List.of("site")), new Request.Delete(site, false, false, DONE));
        Shell restarted = members(DETAIL, "group", "restart", "site", "-n", "--json");
        SpecChange change = new SpecChange(null, null, null, null, false, null);
        assertThat(restarted.client().requests).element(1).isEqualTo(new Request.Restart(site, change, true, DONE));
        assertThat(restarted.client().missing).containsOnly(Missing.START);
        assertThat(restarted.out()).startsWith("[");
        assertThat(members(DETAIL, "group", "start", "site").client().requests)
                .element(1)
                .isEqualTo(new Request.Restart(site, SpecChange.NONE, false, DONE));
    }

    @Test
    void restartTakesGroupsBesideNames() {
        assertThat(members(DETAIL, "restart", "db", "-g", "3").client().requests)
                .startsWith(
                        new Request.DescribeGroups(List.of("3")),
                        new Request.Restart(Targets.of("db", "@site"), SpecChange.NONE, true, DONE));
        assertThat(members(DETAIL, "start", "--group", "site").client().requests)
                .element(1)
                .isEqualTo(new Request.Restart(Targets.of("@site"), SpecChange.NONE, false, DONE));
    }

    @Test
    void ofAGroupWithoutProgramsNothingNeedsToBeDone() {
        for (String command : List.of("stop", "restart", "drop")) {
            Shell shell = members(EMPTY, "group", command, "idle", "--json");
            assertThat(shell.client().requests).containsExactly(new Request.DescribeGroups(List.of("idle")));
            assertThat(shell.code()).isZero();
            assertThat(shell.out()).isEqualTo("[]\n");
        }
    }

    @Test
    void anUnknownGroupIsToldBeforeAnythingIsDone() {
        FakeClient client =
                FakeClient.answering(new Response.Failed(ErrorCode.UNKNOWN_GROUP, "group (x) does not exist"));
        Shell shell = Shell.run(client, "group", "stop", "x", "--json");
        assertThat(shell.code()).isEqualTo(5);
        assertThat(shell.out())
                .isEqualTo("{\"error\":{\"code\":\"unknown_group\",\"message\":\"group (x) does not exist\"}}\n");
    }
}
