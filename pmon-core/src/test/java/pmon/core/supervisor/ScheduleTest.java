package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.Goal;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.protocol.ProcessEvent;
import pmon.core.time.Moment;

class ScheduleTest {
    private static final Duration PERIOD = Duration.ofSeconds(17);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Desk desk = new Desk();

    @Test
    void whatIsNoLongerRunByItselfIsNotWantedWhileItRests() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        RunSettings asked = new RunSettings(RunSettings.Type.TASK, List.of(), null);
        desk.init(true, false, new Configured(Specs.run("tick", asked), "when asked"));
        desk.pass(PERIOD.plus(PERIOD));
        desk.newDaemon();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.process("tick").record().goal()).isEqualTo(Goal.DOWN);
    }

    @Test
    void thoseThatAreDueAtTheSameMomentAreRunInTheOrderOfTheirDependencies() {
        desk.exec(Specs.after(Specs.run("report", new Occasion.Every(PERIOD, Missed.SKIP)), "collect"));
        desk.exec(Specs.run("collect", new Occasion.Every(PERIOD, Missed.SKIP)));
        desk.exits("report", 0);
        desk.exits("collect", 0);
        desk.effects.clear();
        desk.pass(PERIOD);
        assertThat(desk.spawnOrder()).containsExactly("collect");
        desk.exits("collect", 0);
        assertThat(desk.spawnOrder()).containsExactly("collect", "report");
    }

    @Test
    void aPeriodicTaskIsRunAPeriodAfterItIsThereAndThenAgainAndAgain() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        assertThat(desk.explanation("tick"))
                .isEqualTo("stopped: never run; run every 17s, next at 2026-01-01T00:00:17Z");
        desk.pass(Duration.ofSeconds(15));
        assertThat(desk.spawned()).isZero();
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.spawned()).isEqualTo(1);
        desk.exits("tick", 0);
        assertThat(desk.process("tick").nextStartAt()).isEqualTo(START.plusSeconds(34));
        desk.pass(PERIOD);
        assertThat(desk.spawned()).isEqualTo(2);
    }

    @Test
    void itDoesNotDriftBecauseRunsTakeTime() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        for (int run = 1; run <= 10; run++) {
            desk.pass(Duration.between(
                    desk.now.wall(), START.plus(PERIOD.multipliedBy(run)).plusMillis(1)));
            desk.exits("tick", 0);
        }
        assertThat(desk.process("tick").nextStartAt()).isEqualTo(START.plus(PERIOD.multipliedBy(11)));
    }

    @Test
    void aRunThatWouldOverlapIsLeftOut() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        desk.pass(PERIOD.multipliedBy(2));
        assertThat(desk.spawned()).isEqualTo(1);
        assertThat(desk.events("tick")).contains(ProcessEvent.Type.SKIPPED);
        desk.exits("tick", 0);
        desk.pass(PERIOD);
        assertThat(desk.spawned()).isEqualTo(2);
    }

    @Test
    void oneThatFailsIsRunAgainWhenItIsTime() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        desk.pass(PERIOD);
        desk.exits("tick", 1);
        assertThat(desk.status("tick")).isEqualTo("failed");
        desk.pass(PERIOD);
        assertThat(desk.status("tick")).isEqualTo("running");
    }

    @Test
    void oneThatSomebodyStoppedRestsUntilSomebodyStartsIt() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        desk.stop("tick");
        desk.pass(PERIOD.multipliedBy(3));
        assertThat(desk.spawned()).isZero();
        desk.newDaemon();
        desk.pass(PERIOD.multipliedBy(3));
        assertThat(desk.spawned()).isZero();
        desk.start("tick");
        desk.exits("tick", 0);
        desk.pass(PERIOD);
        assertThat(desk.spawned()).isEqualTo(2);
    }

    @Test
    void oneThatSomebodyStoppedCanBeRunThisOnce() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        desk.stop("tick");
        desk.runTask("tick");
        desk.exits("tick", 0);
        desk.pass(PERIOD.multipliedBy(3));
        assertThat(desk.spawned()).isEqualTo(1);
    }

    @Test
    void theNextDaemonGoesOnWhereThisOneWas() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        desk.pass(PERIOD);
        desk.exits("tick", 0);
        Instant due = desk.process("tick").nextStartAt();
        desk.pass(Duration.ofSeconds(5));
        desk.newDaemon();
        assertThat(desk.process("tick").nextStartAt()).isEqualTo(due);
    }

    @Test
    void whatWasMissedWithoutADaemonIsLeftOut() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        desk.now = desk.now.plus(Duration.ofSeconds(40));
        desk.newDaemon();
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.spawned()).isZero();
        assertThat(desk.process("tick").nextStartAt()).isEqualTo(START.plusSeconds(51));
    }

    @Test
    void whatWasMissedWithoutADaemonIsMadeUpForOnceWhereThatIsWanted() {
        desk.configured(Specs.run("tick", new Occasion.Every(PERIOD, Missed.RUN)));
        desk.now = desk.now.plus(Duration.ofSeconds(100));
        desk.newDaemon();
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.spawned()).isEqualTo(1);
        desk.exits("tick", 0);
        desk.pass(PERIOD);
        assertThat(desk.spawned()).isEqualTo(2);
    }

    @Test
    void aCronTaskIsRunAtItsTimeOfDay() {
        desk.configured(Specs.run("nightly", new Occasion.Cron("30 2 * * *", "Europe/Berlin", Missed.SKIP)));
        assertThat(desk.process("nightly").nextStartAt()).isEqualTo(Instant.parse("2026-01-01T01:30:00Z"));
        desk.pass(Duration.ofMinutes(91));
        assertThat(desk.spawned()).isEqualTo(1);
        desk.exits("nightly", 0);
        assertThat(desk.process("nightly").nextStartAt()).isEqualTo(Instant.parse("2026-01-02T01:30:00Z"));
    }

    @Test
    void aMissedCronRunIsLeftOutOrMadeUpFor() {
        desk.configured(
                Specs.run("skips", new Occasion.Cron("0 2 * * *", null, Missed.SKIP)),
                Specs.run("runs", new Occasion.Cron("0 2 * * *", null, Missed.RUN)));
        desk.now = desk.now.plus(Duration.ofHours(60));
        desk.newDaemon();
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.spawnOrder()).containsExactly("runs");
        assertThat(desk.process("skips").nextStartAt()).isEqualTo(Instant.parse("2026-01-04T02:00:00Z"));
    }

    @Test
    void aClockThatIsSetForwardIsNoticedWithinAMinute() {
        desk.configured(Specs.run("nightly", new Occasion.Cron("0 2 * * *", null, Missed.RUN)));
        minutesPass(1, Duration.ofHours(3));
        assertThat(desk.spawned()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackDelaysTheRun() {
        desk.configured(Specs.run("nightly", new Occasion.Cron("0 2 * * *", null, Missed.SKIP)));
        minutesPass(121, Duration.ofHours(-1));
        assertThat(desk.spawned()).isZero();
        minutesPass(61, Duration.ZERO);
        assertThat(desk.spawned()).isEqualTo(1);
    }

    /** Minute after minute goes by after somebody has set the clock. */
    private void minutesPass(int minutes, Duration set) {
        desk.now = new Moment(desk.now.wall().plus(set), desk.now.nanos());
        for (int minute = 0; minute < minutes; minute++) {
            desk.now = desk.now.plus(Duration.ofMinutes(1));
            desk.hear(new Input.Tick());
        }
    }

    @Test
    void nothingIsRunWhenTheDaemonEnds() {
        desk.configured(Specs.spec("web"), Specs.run("tick", new Occasion.Every(PERIOD, Missed.SKIP)));
        desk.hear(new Input.CloseWanted(false));
        desk.pass(Duration.ofSeconds(40));
        assertThat(desk.spawnOrder()).containsExactly("web");
    }
}
