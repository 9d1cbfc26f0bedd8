package pmon.testkit.simulation;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulationTest {
    /** Replays one schedule. */
    private static final String SEED = "pmon.simulation.seed";

    /** How many schedules are tried, and with which seed they begin. */
    private static final String SCHEDULES = "pmon.simulation.schedules";

    private static final String FIRST = "pmon.simulation.first";

    @Test
    @Timeout(value = 7, unit = TimeUnit.DAYS) // as many as one asks for
    void everyScheduleKeepsThePromises() {
        Long seed = Long.getLong(SEED);
        if (seed != null) {
            Simulation.run(seed);
            return;
        }
        long first = Long.getLong(FIRST, 1);
        int schedules = Integer.getInteger(SCHEDULES, 20_000);
        LongStream.range(first, first + schedules).parallel().forEach(Simulation::run);
    }
}
