package pmon.testkit.simulation;

import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import pmon.api.spi.kernel.SpawnResult;
import pmon.testkit.kernel.FakeMachine;
import pmon.testkit.kernel.Nature;

/** What a machine does to whoever supervises on it: programs that leave children behind or ignore SIGTERM, and calls that fail. */
final class Nuisances {
    private final Random random;
    private final Predicate<Fault> may;

    /** @param may whether this schedule has it, at present */
    Nuisances(Random random, Predicate<Fault> may) {
        this.random = random;
        this.may = may;
    }

    void trouble(FakeMachine machine) {
        machine.natures(_ -> nature());
        machine.refusals(_ -> refusal());
        machine.unreachable(_ -> may.test(Fault.KILL_REFUSED) && random.nextInt(8) == 0);
    }

    private Nature nature() {
        return switch (random.nextInt(5)) {
            case 0 -> new Nature(1 + random.nextInt(2), random.nextBoolean(), random.nextBoolean());
            case 1 -> new Nature(0, true, false);
            default -> Nature.PLAIN;
        };
    }

    private Optional<SpawnResult.Refused> refusal() {
        return may.test(Fault.SPAWN_REFUSED) && random.nextInt(10) == 0
                ? Optional.of(new SpawnResult.Refused(SpawnResult.Cause.NO_RESOURCES, "out of memory"))
                : Optional.empty();
    }
}
