package pmon.os.portable;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.ChildKey;

/** A main process we watch, and the descendants of it that were seen. Owned by the thread that owns the kernel port. */
final class Watched {
    private final ChildKey key;
    private final ProcessHandle main;
    private final Optional<Process> child;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    Watched(ChildKey key, ProcessHandle main, Optional<Process> child) {
        this.key = key;
        this.main = main;
        this.child = child;
    }

    /** The JDK knows start times to the millisecond, and gets them wrong by as much as the clock was set since. */
    static ProcessIdentity identity(ProcessHandle process) {
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new ProcessIdentity((int) process.pid(), start, "");
    }

    ChildKey key() {
        return key;
    }

    ProcessHandle main() {
        return main;
    }

    /** Empty for an adopted one. */
    Optional<Process> child() {
        return child;
    }

    /** The descendants alive now, with those seen earlier that lost their parent since. */
    Set<ProcessHandle> members() {
        main.descendants().forEach(seen::add);
        for (ProcessHandle member : Set.copyOf(seen)) {
            member.descendants().forEach(seen::add);
        }
        seen.removeIf(member -> !member.isAlive());
        return Set.copyOf(seen);
    }
}
