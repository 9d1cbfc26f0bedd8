package pmon.daemon.view;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.daemon.fixture.People.ALICE;
import static pmon.daemon.fixture.People.BOB;
import static pmon.daemon.fixture.People.ROOT;
import static pmon.daemon.fixture.People.calling;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.api.process.ProcessView;
import pmon.api.spi.kernel.Usage;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.fixture.Programs;
import pmon.daemon.view.ProcessViews.Detail;

class ProcessViewsTest {
    private Instant now = Programs.START;
    private final UsageSampler usage = new UsageSampler(_ -> Optional.of(new Usage(0, 4096)), () -> 0);
    private final ProcessViews views = new ProcessViews(usage, () -> now);
    private final Snapshot snapshot =
            new Snapshot(List.of(Programs.running(1, "web", ALICE), Programs.stopped(2, "job", ALICE)));

    @Test
    void othersSeeNeitherArgumentsNorEnvironmentNorLog() {
        for (ProcessView view : List.of(brief(BOB), full(BOB))) {
            assertThat(view.args()).isEmpty();
            assertThat(view.envVars()).isEmpty();
            assertThat(view.log()).isNull();
            assertThat(view.name()).isEqualTo("web");
            assertThat(view.pid()).isEqualTo(1001);
        }
    }

    @Test
    void listsHideValuesOfTheEnvironmentEvenFromOwnerAndRoot() {
        assertThat(brief(ALICE).envVars()).isEqualTo(Map.of("PASSWORD", "***"));
        assertThat(brief(ROOT).envVars()).isEqualTo(Map.of("PASSWORD", "***"));
        assertThat(brief(ALICE).args()).containsExactly("--token", "secret");
        assertThat(brief(ALICE).log()).isEqualTo("/var/log/web.log");
    }

    @Test
    void ownerAndRootSeeTheEnvironmentInFullDetail() {
        assertThat(full(ALICE).envVars()).isEqualTo(Map.of("PASSWORD", "secret"));
        assertThat(full(ROOT).envVars()).isEqualTo(Map.of("PASSWORD", "secret"));
    }

    @Test
    void uptimeIsSinceTheStartByTheWallClock() {
        now = Programs.START.plusMillis(1500);
        assertThat(brief(ALICE).uptimeMillis()).isEqualTo(1500);
    }

    @Test
    void uptimeIsNotNegativeWhenTheWallClockWasSetBack() {
        now = Programs.START.minusSeconds(3600);
        assertThat(brief(ALICE).uptimeMillis()).isZero();
    }

    @Test
    void whatDoesNotRunHasNoPidAndUsesNothing() {
        ProcessView job = views.all(snapshot, calling(ALICE)).getLast();
        assertThat(job.pid()).isNull();
        assertThat(job.uptimeMillis()).isNull();
        assertThat(job.memoryBytes()).isNull();
        assertThat(job.cpuPercent()).isNull();
    }

    @Test
    void listingForgetsProcessesThatAreGone() {
        var _ = views.all(snapshot, calling(ALICE));
        assertThat(usage.remembered()).isEqualTo(1);
        var _ = views.all(Snapshot.EMPTY, calling(ALICE));
        assertThat(usage.remembered()).isZero();
    }

    private ProcessView brief(Account caller) {
        return views.all(snapshot, calling(caller)).getFirst();
    }

    private ProcessView full(Account caller) {
        return views.of(snapshot.processes(), calling(caller), Detail.FULL).getFirst();
    }
}
