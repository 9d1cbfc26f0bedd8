package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.ANNA;
import static pmon.core.supervisor.Specs.BEN;
import static pmon.core.supervisor.Specs.ROOT;
import static pmon.core.supervisor.Specs.spec;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.Targets;

class GroupsTest {
    private final Desk desk = new Desk();

    @BeforeEach
    void register() {
        desk.running(spec("web", ROOT, "front"));
        desk.running(spec("shop", ANNA, "front", "sales"));
        desk.running(spec("db", ROOT));
    }

    @Test
    void aProgramBringsItsGroups() {
        assertThat(shown()).containsExactly("1 front [web, shop]", "2 sales [shop]");
    }

    @Test
    void anybodyMayMakeOneAndWhatIsThereStays() {
        long create = desk.groups(new Caller(ANNA), new GroupChange.Create(List.of("sales", "back")));
        assertThat(desk.reply(create)).isInstanceOf(Outcome.Grouped.class);
        assertThat(shown()).containsExactly("1 front [web, shop]", "2 sales [shop]", "3 back []");
    }

    @Test
    void oneThatCouldBeTakenForAnIdIsRefused() {
        long create = desk.groups(Desk.ROOT, new GroupChange.Create(List.of("12")));
        assertThat(desk.failure(create).code()).isEqualTo(ErrorCode.BAD_NAME);
    }

    @Test
    void programsAreAssignedAndRemovedByNameAndId() {
        desk.groups(Desk.ROOT, new GroupChange.Assign(List.of("1", "sales"), Targets.of("db", "1")));
        assertThat(shown()).containsExactly("1 front [web, shop, db]", "2 sales [web, shop, db]");
        desk.groups(Desk.ROOT, new GroupChange.Remove(List.of("2"), Targets.of("web", "@front")));
        assertThat(shown()).containsExactly("1 front [web, shop, db]", "2 sales []");
    }

    @Test
    void theAnswerComesOnceItIsDurableAndSaysWhatIsNow() {
        desk.commitsAtOnce = false;
        long assign = desk.groups(Desk.ROOT, new GroupChange.Assign(List.of("sales"), Targets.of("db")));
        assertThat(desk.reply(assign)).isNull();
        desk.commit();
        assertThat(((Outcome.Grouped) desk.reply(assign)).affected())
                .singleElement()
                .satisfies(group -> assertThat(group.processes())
                        .extracting(ProcessSnapshot::name)
                        .containsExactly("shop", "db"));
    }

    @Test
    void aChangeOfGroupsDoesNotRestart() {
        int spawned = desk.spawned();
        desk.groups(Desk.ROOT, new GroupChange.Assign(List.of("sales"), Targets.of("db")));
        assertThat(desk.spawned()).isEqualTo(spawned);
        assertThat(desk.signals()).isEmpty();
    }

    @Test
    void deletingOneLeavesItsProgramsAndItsIdIsNotUsedAgain() {
        desk.groups(Desk.ROOT, new GroupChange.Delete(List.of("front", "2")));
        assertThat(shown()).isEmpty();
        assertThat(desk.status("web")).isEqualTo("running");
        desk.groups(Desk.ROOT, new GroupChange.Create(List.of("front")));
        assertThat(shown()).containsExactly("3 front []");
    }

    @Test
    void everyoneChangesTheirOwnProgramsOnly() {
        long assign = desk.groups(new Caller(ANNA), new GroupChange.Assign(List.of("sales"), Targets.of("web")));
        assertThat(desk.failure(assign).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        long delete = desk.groups(new Caller(ANNA), new GroupChange.Delete(List.of("front")));
        assertThat(desk.failure(delete).message())
                .isEqualTo("group (front) has processes that anna may not act on, such as web");
        long own = desk.groups(new Caller(ANNA), new GroupChange.Delete(List.of("sales")));
        assertThat(desk.reply(own)).isInstanceOf(Outcome.Grouped.class);
    }

    @Test
    void administratorsActOnAllButRoots() {
        Caller administrator = new Caller(BEN, true);
        long own = desk.groups(administrator, new GroupChange.Assign(List.of("sales"), Targets.of("shop")));
        assertThat(desk.reply(own)).isInstanceOf(Outcome.Grouped.class);
        long roots = desk.groups(administrator, new GroupChange.Assign(List.of("sales"), Targets.of("db")));
        assertThat(desk.failure(roots).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }

    @Test
    void anUnknownGroupChangesNothing() {
        long assign = desk.groups(Desk.ROOT, new GroupChange.Assign(List.of("sales", "none"), Targets.of("db")));
        assertThat(desk.failure(assign).message()).isEqualTo("group (none) does not exist");
        assertThat(shown()).containsExactly("1 front [web, shop]", "2 sales [shop]");
        assertThat(desk.failure(desk.stop("@none")).code()).isEqualTo(ErrorCode.UNKNOWN_GROUP);
        assertThat(desk.failure(desk.groups(Desk.ROOT, new GroupChange.Delete(List.of("99999999999"))))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_GROUP);
    }

    @Test
    void programsAreChosenByTheIdOfTheirGroup() {
        desk.ask(new Change.Stop(Targets.of("@2"), true, Completion.UNTIL_DONE));
        desk.isKilled("shop");
        assertThat(desk.status("shop")).isEqualTo("stopped");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void nothingIsDoneToAGroupWithoutPrograms() {
        desk.groups(Desk.ROOT, new GroupChange.Create(List.of("empty")));
        assertThat(desk.done(desk.stop("@empty"))).isTrue();
    }

    @Test
    void droppingAGroupDeletesItsProgramsAndKeepsIt() {
        desk.ask(new Change.Delete(Targets.of("@front"), true, false, Completion.UNTIL_DONE));
        desk.isKilled("web");
        desk.isKilled("shop");
        assertThat(shown()).containsExactly("1 front []", "2 sales []");
    }

    @Test
    void theNextDaemonKnowsThem() {
        desk.groups(Desk.ROOT, new GroupChange.Create(List.of("empty")));
        desk.groups(Desk.ROOT, new GroupChange.Delete(List.of("empty")));
        desk.newDaemon();
        desk.groups(Desk.ROOT, new GroupChange.Create(List.of("new")));
        assertThat(shown()).containsExactly("1 front [web, shop]", "2 sales [shop]", "4 new []");
    }

    @Test
    void theNextDaemonKnowsThemThoughThereAreNoPrograms() {
        desk.ask(new Change.Drop(true, Completion.UNTIL_DONE));
        List.of("web", "shop", "db").forEach(desk::isKilled);
        desk.newDaemon();
        assertThat(shown()).containsExactly("1 front []", "2 sales []");
    }

    private List<String> shown() {
        return desk.supervisor.snapshot().groups().stream()
                .map(group -> group.id() + " " + group.name() + " "
                        + group.processes().stream().map(ProcessSnapshot::name).toList())
                .toList();
    }
}
