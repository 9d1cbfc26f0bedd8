package pmon.testkit.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a simulation does. What happens in a step follows from the seed and the number of the step alone, so a step can be left out
 * without changing what the others try.
 *
 * @param programs how many names callers know, 1 to 3
 * @param steps the numbers of the steps, ascending
 */
public record Schedule(long seed, int programs, Set<Fault> faults, List<Integer> steps) {
    static final int STEPS = 150;
    static final int PROGRAMS = 3;

    public Schedule {
        faults = Set.copyOf(faults);
        steps = List.copyOf(steps);
    }

    /** Everything that this seed leads to. */
    public static Schedule of(long seed) {
        return new Schedule(
                seed,
                PROGRAMS,
                EnumSet.allOf(Fault.class),
                IntStream.rangeClosed(1, STEPS).boxed().toList());
    }

    Schedule with(int fewer) {
        return new Schedule(seed, fewer, faults, steps);
    }

    Schedule without(Fault fault) {
        Set<Fault> fewer = EnumSet.copyOf(faults);
        fewer.remove(fault);
        return new Schedule(seed, programs, fewer, steps);
    }

    Schedule with(List<Integer> fewer) {
        return new Schedule(seed, programs, faults, fewer);
    }

    /** Lets a random generator go on as it does in a step, whatever it was used for before (SplitMix64's finalizer). */
    void begin(int step, Random random) {
        long z = seed * 0x9E3779B97F4A7C15L + step;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        random.setSeed(z ^ (z >>> 31));
    }

    /** In words, for somebody who replays it. */
    @Override
    public String toString() {
        return "seed " + seed + ", " + steps.size() + " steps " + steps + ", programs " + programs + ", faults "
                + faults;
    }
}
