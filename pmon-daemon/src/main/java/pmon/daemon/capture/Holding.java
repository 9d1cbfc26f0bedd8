package pmon.daemon.capture;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.CapturePort;

/**
 * Has a process hold all pipes, so that what a program prints before it ends while no daemon is there is not lost with its last descriptor.
 * A holder takes only so many; then a new one gets all that are still of use, and the old one ends after that.
 */
final class Holding {
    private static final Logger LOG = System.getLogger(Holding.class.getName());

    private final CapturePort port;
    private final PipeDirectory directory;
    private CapturePort.@Nullable Holder holder;
    private boolean complained;

    Holding(CapturePort port, PipeDirectory directory) {
        this.port = port;
        this.directory = directory;
    }

    /** Takes the place of whoever holds them now. */
    void renew(List<Integer> pipes) {
        Optional<ProcessIdentity> before = directory.holder();
        CapturePort.Holder former = holder;
        if (!pipes.isEmpty()) {
            Optional<CapturePort.Holder> next = port.hold();
            if (next.isEmpty() || !next.get().keep(pipes)) {
                next.ifPresent(one -> {
                    port.endHolder(one.identity());
                    one.close();
                });
                complain();
                return;
            }
            holder = next.get();
            directory.holder(next.get().identity());
        }
        before.ifPresent(port::endHolder);
        if (former != null) {
            former.close();
        }
    }

    /** @param all pipes, the new one included */
    void add(int pipe, Supplier<List<Integer>> all) {
        if (holder == null || !holder.keep(List.of(pipe))) {
            renew(all.get());
        }
    }

    void end() {
        directory.holder().ifPresent(port::endHolder);
        directory.noHolder();
    }

    private void complain() {
        if (!complained) {
            LOG.log(
                    Level.WARNING,
                    "no process can be had that holds the pipes of programs (it takes `sleep`): what a program prints"
                            + " last, should it end while no daemon runs, may be lost");
            complained = true;
        }
    }
}
