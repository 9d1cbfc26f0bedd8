package pmon.daemon.probe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pmon.api.process.Check;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.monitor.CheckContext;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.daemon.loop.Checks;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.monitor.OpenCheck;

/**
 * Has programs checked: each check on a virtual thread of its own, each answered within its time, whatever the monitor does.
 *
 * <p>A check that does not return when it is interrupted is left behind, and its monitor is not asked again before it has: each further
 * check of it fails at once. So there are never more checks under way than monitors.
 */
public final class Prober implements Checks, AutoCloseable {
    private static final Logger LOG = System.getLogger(Prober.class.getName());

    private final Supplier<MonitorTypes> types;
    private final Commands commands;
    private final Ears ears;
    private final Consumer<Input.Checked> found;
    private final ThreadFactory threads = Thread.ofVirtual().name("check-", 0).factory();
    private final ScheduledThreadPoolExecutor timeouts;
    /** What is checked of each instance, by the monitor's name. The supervisor's thread. */
    private final Map<ChildKey, Map<String, Probe>> instances = new HashMap<>();

    /**
     * Puts it together.
     *
     * @param types those there are when a check is opened, on its own thread
     * @param found is told of every check once, on any thread
     */
    public Prober(Supplier<MonitorTypes> types, Commands commands, Ears ears, Consumer<Input.Checked> found) {
        this.types = types;
        this.commands = commands;
        this.ears = ears;
        this.found = found;
        timeouts = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("check timeouts").daemon().factory());
        timeouts.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Map<String, String> prepare(ChildKey instance, ProcessSpec program) {
        return ears.prepare(instance, program);
    }

    @Override
    public void resume(ChildKey instance, ProcessSpec program) {
        ears.resume(instance, program);
    }

    @Override
    public void check(Effect.Check order) {
        String name = order.monitor().name();
        Check check = order.monitor().check();
        Probe probe = instances
                .computeIfAbsent(order.key(), none -> new HashMap<>())
                .computeIfAbsent(name, none -> new Probe(() -> OpenCheck.of(check, types.get())));
        Deadline deadline = Deadline.in(order.timeout());
        CheckContext context = new ProgramContext(order, commands, ears, deadline);
        Duration timeout = order.timeout();
        Probe.Attempt attempt =
                probe.attempt(timeout, result -> found.accept(new Input.Checked(order.key(), name, result)));
        if (attempt == null) {
            return;
        }
        var expiry = timeouts.schedule(attempt::expire, timeout.toNanos(), TimeUnit.NANOSECONDS);
        attempt.begin(threads, context, () -> expiry.cancel(false));
    }

    @Override
    public void end(ChildKey instance) {
        ears.end(instance);
        Map<String, Probe> probes = instances.remove(instance);
        if (probes != null) {
            probes.values()
                    .forEach(probe -> threads.newThread(() -> close(probe)).start());
        }
    }

    private static void close(Probe probe) {
        try {
            probe.close();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "while closing a monitor", e);
        }
    }

    /** Nothing is answered any more. Called when the supervisor's thread has ended. */
    @Override
    public void close() {
        timeouts.shutdownNow();
        commands.close();
        ears.close();
        instances.values().forEach(probes -> probes.values().forEach(Prober::close));
    }
}
