package pmon.daemon.loop;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pmon.core.supervisor.Input;

/**
 * What other threads tell the supervisor. Requests are bounded and refused beyond the bound; what the daemon's own parts report is
 * bounded by what they were given to do, and always taken.
 */
final class Mailbox {
    private final ConcurrentLinkedQueue<Input> inputs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final int bound;

    Mailbox(int bound) {
        this.bound = bound;
    }

    /** Takes a request, unless too many wait already. */
    boolean offer(Input.Requested request) {
        if (requests.incrementAndGet() > bound) {
            requests.decrementAndGet();
            return false;
        }
        inputs.add(request);
        return true;
    }

    void report(Input input) {
        inputs.add(input);
    }

    @Nullable
    Input poll() {
        Input input = inputs.poll();
        if (input instanceof Input.Requested) {
            requests.decrementAndGet();
        }
        return input;
    }

    boolean isEmpty() {
        return inputs.isEmpty();
    }
}
