package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every byte that was printed is in a file exactly once, in order, or counted as dropped, whenever the daemon is killed and whatever fails.
 * Another number of schedules: {@code -Dpmon.simulation.logs=100000}; one of them again: {@code -Dpmon.simulation.logs.seed=N}.
 */
class PumpSimulationTest {
    private static final int SCHEDULES = Integer.getInteger("pmon.simulation.logs", 3_000);

    @Test
    @Timeout(value = 7, unit = TimeUnit.DAYS) // as many as one asks for
    void everyByteIsWrittenOnceOrCounted() {
        Long only = Long.getLong("pmon.simulation.logs.seed");
        if (only != null) {
            new PumpSchedule(only, false).run();
            return;
        }
        int kills = 0;
        int rotations = 0;
        long dropped = 0;
        for (long seed = 0; seed < SCHEDULES; seed++) {
            PumpSchedule schedule = new PumpSchedule(seed, false);
            schedule.run();
            kills += schedule.kills();
            rotations += schedule.rotations();
            dropped += schedule.dropped();
        }
        // What never happens proves nothing.
        assertThat(kills).isGreaterThan(SCHEDULES / 2);
        assertThat(rotations).isGreaterThan(SCHEDULES / 2);
        assertThat(dropped).isPositive();
    }

    @Test
    void aDaemonThatTakesBytesOutBeforeItHasWrittenThemIsFound() {
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < SCHEDULES; seed++) {
                        new PumpSchedule(seed, true).run();
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed");
    }
}
