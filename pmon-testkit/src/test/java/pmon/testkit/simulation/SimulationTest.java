package pmon.testkit.simulation;

import org.junit.jupiter.api.Test;

class SimulationTest {
    /** Replays one schedule. */
    private static final String SEED = "pmon.simulation.seed";

    /** How many schedules are tried. */
    private static final String SCHEDULES = "pmon.simulation.schedules";

    @Test
    void everyScheduleKeepsThePromises() {
        Long seed = Long.getLong(SEED);
        if (seed != null) {
            new Simulation(seed).run();
            return;
        }
        int schedules = Integer.getInteger(SCHEDULES, 3_000);
        for (int i = 1; i <= schedules; i++) {
            new Simulation(i).run();
        }
    }
}
