package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.ANNA;
import static pmon.core.supervisor.Specs.ROOT;
import static pmon.core.supervisor.Specs.spec;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;

class SelectionTest {
    private final Desk desk = new Desk();

    @BeforeEach
    void register() {
        desk.exec(spec("web-1", ROOT, "front"));
        desk.exec(spec("web-2", ANNA, "front", "back"));
        desk.exec(spec("db", ROOT, "back"));
        desk.exec(spec("all-in", ROOT));
    }

    @Test
    void byNameAndByIdInTheOrderNamedEachOnce() {
        assertThat(names("db", "1", "web-1", "3")).containsExactly("db", "web-1");
    }

    @Test
    void digitsAreAnIdAndNothingElse() {
        assertThat(rejected("9").code()).isEqualTo(ErrorCode.UNKNOWN_PROCESS);
        assertThat(rejected("01").message()).isEqualTo("process (01) does not exist");
    }

    @Test
    void byPattern() {
        assertThat(names("web-*")).containsExactly("web-1", "web-2");
        assertThat(names("w?b-?")).containsExactly("web-1", "web-2");
        assertThat(names("*b*")).containsExactly("web-1", "web-2", "db");
        assertThat(rejected("x*").message()).isEqualTo("no process matches x*");
    }

    @Test
    void aPatternMatchesTheWholeName() {
        assertThat(rejected("web?").code()).isEqualTo(ErrorCode.UNKNOWN_PROCESS);
        assertThat(names("*-2")).containsExactly("web-2");
        assertThat(names("d*b**")).containsExactly("db");
    }

    @Test
    void byGroup() {
        assertThat(names("@back")).containsExactly("web-2", "db");
        assertThat(rejected("@none").code()).isEqualTo(ErrorCode.UNKNOWN_GROUP);
    }

    @Test
    void all() {
        assertThat(names("all")).containsExactly("web-1", "web-2", "db", "all-in");
    }

    @Test
    void allOfNothingIsRefused() {
        Selection none = Selection.of(Targets.ALL, Snapshot.EMPTY, new Caller(ROOT), Selection.Purpose.LOOK);
        assertThat(((Selection.Rejected) none).code()).isEqualTo(ErrorCode.NO_PROCESSES);
    }

    @Test
    void aNameThatExistsIsItselfWhateverItLooksLike() {
        desk.exec(spec("all"));
        desk.exec(spec("@back"));
        assertThat(names("all")).containsExactly("all");
        assertThat(names("@back")).containsExactly("@back");
    }

    @Test
    void oneUnknownNameRejectsAll() {
        assertThat(rejected("db", "nope").message()).isEqualTo("process (nope) does not exist");
    }

    @Test
    void othersProgramsMayBeLookedAtAndNotActedOn() {
        Selection look = select(new Caller(ANNA), Selection.Purpose.LOOK, "db");
        assertThat(look).isInstanceOf(Selection.Selected.class);
        Selection act = select(new Caller(ANNA), Selection.Purpose.ACT, "db");
        assertThat(((Selection.Rejected) act).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(((Selection.Rejected) act).message())
                .isEqualTo("process (db) belongs to root; anna may not act on it");
    }

    @Test
    void patternsLeaveOutWhatTheCallerMayNotTouch() {
        assertThat(names(select(new Caller(ANNA), Selection.Purpose.ACT, "all")))
                .containsExactly("web-2");
        Selection act = select(new Caller(ANNA), Selection.Purpose.ACT, "d*");
        assertThat(((Selection.Rejected) act).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }

    private Selection select(Caller caller, Selection.Purpose purpose, String... selectors) {
        return Selection.of(Targets.of(selectors), desk.supervisor.snapshot(), caller, purpose);
    }

    private List<String> names(String... selectors) {
        return names(select(new Caller(ROOT), Selection.Purpose.ACT, selectors));
    }

    private static List<String> names(Selection selection) {
        return ((Selection.Selected) selection)
                .processes().stream().map(ProcessSnapshot::name).toList();
    }

    private Selection.Rejected rejected(String... selectors) {
        return (Selection.Rejected) select(new Caller(ROOT), Selection.Purpose.ACT, selectors);
    }
}
