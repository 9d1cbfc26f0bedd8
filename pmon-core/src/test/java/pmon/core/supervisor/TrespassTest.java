package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.ANNA;
import static pmon.core.supervisor.Specs.BEN;
import static pmon.core.supervisor.Specs.ROOT;
import static pmon.core.supervisor.Specs.after;
import static pmon.core.supervisor.Specs.spec;

import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;

class TrespassTest {
    private static final Caller ADMINISTRATOR = new Caller(BEN, true);

    private final Desk desk = new Desk();

    private Outcome.Failed refused(Caller caller, Change change) {
        Outcome.Failed failure = desk.failure(desk.ask(caller, change));
        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        return failure;
    }

    private static Change exec(ProcessSpec spec) {
        return new Change.Exec(spec, true, Completion.UNTIL_DONE);
    }

    private static Change restart(String name, Change.Patch patch) {
        return new Change.Restart(new Targets(List.of(name)), patch, true, Completion.UNTIL_DONE);
    }

    @Test
    void anAdministratorRestartsTheProgramOfAnotherButDoesNotChangeWhatItRuns() {
        desk.running(spec("web", ANNA));
        Change.Patch args = new Change.Patch(List.of("-c", "evil"), null, null, null, null, null);
        Change.Patch user = new Change.Patch(null, BEN, null, null, null, null);
        assertThat(refused(ADMINISTRATOR, restart("web", args)).message()).contains("anna");
        refused(ADMINISTRATOR, restart("web", user));
        int before = desk.spawned();
        desk.ask(ADMINISTRATOR, restart("web", Change.Patch.NONE));
        desk.exits("web", 0);
        assertThat(desk.spawned()).isEqualTo(before + 1);
    }

    @Test
    void anAdministratorDoesNotReplaceTheProgramOfAnother() {
        desk.running(spec("web", ANNA));
        refused(ADMINISTRATOR, exec(spec("web", BEN)));
    }

    @Test
    void anAdministratorActsOnNothingOfRoot() {
        desk.running(spec("web", ROOT));
        refused(ADMINISTRATOR, restart("web", Change.Patch.NONE));
    }

    @Test
    void evenRootReplacesAProgramByOneOfAnotherUserOnlyWhereItSaysSo() {
        desk.running(spec("web", ANNA));
        long exec = desk.ask(Desk.ROOT, new Change.Exec(spec("web", BEN), false, Completion.UNTIL_DONE));
        assertThat(desk.failure(exec).message()).contains("runs as anna", "--replace");
    }

    @Test
    void nobodyDependsOnTheProgramOfAnother() {
        desk.running(spec("db", ANNA));
        refused(new Caller(BEN), exec(after(spec("mine", BEN), "db")));
        desk.running(spec("mine", BEN));
        refused(new Caller(BEN), restart("mine", new Change.Patch(null, null, null, null, null, List.of("db"))));
    }

    @Test
    void nobodyTakesANameThatTheProgramOfAnotherDependsOn() {
        desk.running(after(spec("web", ANNA), "cache"));
        assertThat(refused(new Caller(BEN), exec(spec("cache", BEN))).message()).contains("web", "anna");
        long own = desk.ask(new Caller(ANNA), exec(spec("cache", ANNA)));
        assertThat(desk.reply(own)).isNull();
    }

    @Test
    void usersHaveABoundedNumberOfPrograms() {
        Defaults standard = Defaults.STANDARD;
        desk.hear(new Input.Reconfigured(new Defaults(
                standard.minUptime(),
                standard.initialDelay(),
                standard.maxDelay(),
                standard.stopSignal(),
                standard.stopTimeout(),
                standard.startGrace(),
                standard.flaps(),
                standard.dependentDelay(),
                standard.readyTimeout(),
                2)));
        Caller anna = new Caller(ANNA);
        for (String name : List.of("one", "two", "two")) {
            desk.ask(anna, new Change.Exec(spec(name, ANNA), true, Completion.UNTIL_DONE));
        }
        long third = desk.ask(anna, new Change.Exec(spec("three", ANNA), false, Completion.UNTIL_DONE));
        assertThat(desk.failure(third))
                .isEqualTo(new Outcome.Failed(
                        ErrorCode.NOT_PERMITTED,
                        "anna has 2 processes, and permissions.max_programs_per_user is 2; delete some, or ask root for"
                                + " more"));
        desk.exec("three");
        desk.ask(new Caller(BEN), new Change.Exec(spec("four", BEN), false, Completion.UNTIL_DONE));
        assertThat(desk.status("four")).isEqualTo("running");
    }
}
