package pmon.distribution.system;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what nobody announces: looks again until it is so, or the bound of a very busy machine is over. */
final class Await {
    static final Duration BOUND = Duration.ofSeconds(45);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        until(() -> what, condition);
    }

    /** The description is made when the wait was in vain, so that it can tell what is there instead. */
    static void until(Supplier<String> what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                fail("not within %s: %s", BOUND, what.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
