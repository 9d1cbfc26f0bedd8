package pmon.daemon.request;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the daemon says about itself.
 *
 * @param socket what clients connect to
 * @param uptimeMillis since it started
 * @param problems what is wrong with it now, a sentence each
 */
public record DaemonFacts(
        int pid, String version, String socket, LongSupplier uptimeMillis, Supplier<List<String>> problems) {
    /** With nothing wrong. */
    public DaemonFacts(int pid, String version, String socket, LongSupplier uptimeMillis) {
        this(pid, version, socket, uptimeMillis, List::of);
    }
}
