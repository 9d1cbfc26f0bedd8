package pmon.testkit.kernel;

import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.ChildKey;

/**
 * A living process of a {@link FakeMachine}.
 *
 * @param mark of the installation that started it
 * @param key the instance it was started as, or belongs to the tree of
 * @param main whether it is the main process of that instance
 */
public record FakeProcess(ProcessIdentity identity, String mark, ChildKey key, long uid, boolean main, boolean deaf) {
    /** Whether it is somebody else's. */
    public boolean bystander() {
        return mark.isEmpty();
    }

    /** Whether it ends on this signal. */
    boolean endsOn(Signal signal) {
        return switch (signal) {
            case KILL -> true;
            case CHLD, CONT, STOP, TSTP, TTIN, TTOU, URG, WINCH -> false;
            default -> !deaf;
        };
    }

    /** Hears of the ends of processes. */
    interface Watcher {
        /**
         * It is gone.
         *
         * @param exit null for one that is not the main process of an instance
         */
        void ended(FakeProcess process, @Nullable ExitStatus exit);
    }
}
