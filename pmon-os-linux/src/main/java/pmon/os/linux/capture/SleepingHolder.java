package pmon.os.linux.capture;

import java.util.List;
import java.util.Optional;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.CapturePort;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.RightsCalls;

/**
 * A sleeping process with one end of a socket pair for its stdin. Descriptors sent to it are never received: in flight they are open for as
 * long as that end is, which is as long as the process lives (unix(7)). So it takes no program of our own.
 */
final class SleepingHolder implements CapturePort.Holder {
    private final ProcessIdentity identity;
    private final int socket;

    private SleepingHolder(ProcessIdentity identity, int socket) {
        this.identity = identity;
        this.socket = socket;
    }

    static Optional<CapturePort.Holder> start(Rights rights) {
        FileCalls.Pipe ends = RightsCalls.socketPair();
        if (ends.out() < 0) {
            return Optional.empty();
        }
        Optional<ProcessIdentity> sleeper = rights.startSleeper(ends.out());
        FileCalls.close(ends.out());
        if (sleeper.isEmpty()) {
            FileCalls.close(ends.in());
            return Optional.empty();
        }
        return Optional.of(new SleepingHolder(sleeper.get(), ends.in()));
    }

    @Override
    public ProcessIdentity identity() {
        return identity;
    }

    /** Refused where the socket is full, or too many descriptors of this user are in flight. */
    @Override
    public boolean keep(List<Integer> pipes) {
        for (int from = 0; from < pipes.size(); from += RightsCalls.DESCRIPTORS_BOUND) {
            int to = Math.min(pipes.size(), from + RightsCalls.DESCRIPTORS_BOUND);
            if (RightsCalls.send(socket, pipes.subList(from, to)) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        FileCalls.close(socket);
    }
}
