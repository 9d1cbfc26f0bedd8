package pmon.testkit.kernel;

import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** What the chapters of the contract stand on. */
public interface Contract {
    /** The port under test, opened for this test. */
    KernelBench bench();

    /** The mark of this test's port. */
    String mark();

    /** What the provider cannot do. */
    Set<Capability> lacks();

    /** Leaves the test out where the provider lacks this. */
    default void needs(Capability capability) {
        Assumptions.assumeFalse(lacks().contains(capability), () -> "lacks " + capability);
    }
}
