package pmon.os.linux;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pmon.api.process.ExitStatus;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelEvent.ExitLearned;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.libc.WaitStatus;

/**
 * Main processes that ended as somebody else's children. The kernel (6.15 or later) tells how once their parent has reaped them; of that
 * nothing is announced, so we look now and then, for a bounded time, while there are any.
 */
final class LateExits {
    static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final List<Ended> waiting = new ArrayList<>();

    /** A pidfd of its own for each. */
    private record Ended(ChildKey key, int pidfd, Instant at, long deadline) {}

    /** Waits for the exit behind a pidfd, which is left to the caller. */
    void expect(ChildKey key, int pidfd, Instant at) {
        int own = FileCalls.duplicate(pidfd, 3);
        if (own >= 0) {
            waiting.add(new Ended(key, own, at, System.nanoTime() + BOUND.toNanos()));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Those that can be told now. */
    List<ExitLearned> look() {
        List<ExitLearned> learned = new ArrayList<>();
        for (Ended ended : List.copyOf(waiting)) {
            WaitStatus status = ProcessCalls.exitInfo(ended.pidfd());
            boolean over = System.nanoTime() - ended.deadline() > 0 || status instanceof WaitStatus.Failed;
            switch (status) {
                case WaitStatus.Exited(int code) ->
                    learned.add(new ExitLearned(ended.key(), new ExitStatus.Exited(code, ended.at())));
                case WaitStatus.Signaled(int signal) ->
                    learned.add(new ExitLearned(ended.key(), new ExitStatus.Signaled(signal, ended.at())));
                case WaitStatus.Alive _, WaitStatus.Failed _ -> {
                    if (!over) {
                        continue;
                    }
                }
            }
            waiting.remove(ended);
            FileCalls.close(ended.pidfd());
        }
        return learned;
    }

    void close() {
        waiting.forEach(ended -> FileCalls.close(ended.pidfd()));
        waiting.clear();
    }
}
