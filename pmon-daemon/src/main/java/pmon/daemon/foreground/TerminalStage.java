package pmon.daemon.foreground;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Targets;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.Kernel;
import pmon.core.order.StartOrder;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Outcome;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.event.Delivery;
import pmon.daemon.event.EventStream;
import pmon.daemon.loop.LogRemoval;
import pmon.daemon.loop.Outputs;
import pmon.daemon.loop.SupervisorLoop;
import pmon.daemon.monitor.MonitorTypes;

/** Shows what programs print and what becomes of them, and listens to keys and signals. */
public final class TerminalStage implements Stage {
    private static final int FILE_MODE = 0640;

    private final Wanted wanted;
    private final Show show;
    private final InputStream keys;
    private @Nullable Streams streams;
    private @Nullable SupervisorLoop loop;
    private @Nullable Keyboard keyboard;
    private final CompletableFuture<Director> director = new CompletableFuture<>();

    /** @param keys standard input */
    public TerminalStage(Wanted wanted, Show show, InputStream keys) {
        this.wanted = wanted;
        this.show = show;
        this.keys = keys;
    }

    @Override
    public Outputs outputs(Kernel kernel, List<Configured> programs, Outputs otherwise) {
        show.screen().expect(programs.stream().map(Configured::name).toList());
        StartOrder.of(programs.stream().map(Configured::spec).toList())
                .problems()
                .forEach(show.teller()::say);
        CapturePort port = kernel.capture().orElse(null);
        if (port == null) {
            return otherwise;
        }
        Streams opened = Streams.open(port, show.screen(), show.ways(), otherwise, FILE_MODE);
        streams = opened;
        return opened;
    }

    @Override
    public List<String> objections(Kernel kernel) {
        return Prologue.failures(
                show.prologue(), MonitorTypes.installed(), kernel.accounts().self());
    }

    @Override
    public void watch(EventStream events, SupervisorLoop supervisor, Kernel kernel) {
        loop = supervisor;
        boolean interactive = wanted.manners() == Wanted.Manners.UP;
        boolean onTerminal = interactive && Keyboard.terminal(0) != null;
        Director made = new Director(
                new Hands(supervisor, kernel, interactive),
                show.teller()::say,
                interactive ? new Verdict(wanted.exitOn()) : Verdict.NEVER,
                wanted.stopWithin(),
                onTerminal);
        director.complete(made);
        Thread.ofPlatform().name("narrator").daemon().start(() -> follow(events));
        Semaphore changed = new Semaphore(0);
        Thread.ofPlatform().name("director").daemon().start(() -> direct(changed, supervisor, made));
        supervisor.tell(changed::release);
        if (interactive) {
            keyboard = Keyboard.open(kernel::run, kernel.accounts().self(), keys, made::key);
        }
    }

    /** An event may be heard of before the snapshot that shows what came of it. */
    private static void direct(Semaphore changed, SupervisorLoop supervisor, Director made) {
        while (true) {
            changed.acquireUninterruptibly();
            changed.drainPermits();
            made.look(supervisor.snapshot());
        }
    }

    private void follow(EventStream events) {
        try (events) {
            while (events.next() instanceof Delivery.Arrived(List<ProcessEvent> arrived)) {
                arrived.forEach(this::tell);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(ProcessEvent event) {
        if (event.type() == ProcessEvent.Type.EXITED && streams != null) {
            streams.ended(event.id());
        }
        show.teller().tell(event);
    }

    /** A signal was sent to this process; one that comes early waits until there is somebody to decide. */
    public void signal(Signal signal) {
        director.join().signal(signal);
    }

    @Override
    public LogRemoval removal(LogRemoval otherwise) {
        return spec -> {
            if (show.ways().apply(spec) == null) {
                otherwise.remove(spec);
            }
        };
    }

    @Override
    public void clear() {
        if (streams != null) {
            streams.close();
        }
        if (keyboard != null) {
            keyboard.close();
        }
    }

    /** All programs as they are now. */
    public Snapshot snapshot() {
        return Objects.requireNonNull(loop, "nothing was watched").snapshot();
    }

    /** The exit code, once everything has ended. */
    public int code() {
        return wanted.manners() == Wanted.Manners.PROCMON ? 0 : director.join().code(snapshot());
    }

    /** What the director has at hand. */
    private record Hands(SupervisorLoop loop, Kernel kernel, boolean forwards) implements Director.Crew {
        @Override
        public boolean special(Signal signal) {
            return loop.signalled(signal);
        }

        @Override
        public void stop() {
            loop.close(false);
        }

        @Override
        public void kill() {
            loop.hurry();
        }

        @Override
        public void forward(Signal signal) {
            if (!forwards) {
                return;
            }
            loop.submit(
                    new Caller(kernel.accounts().self()),
                    new Change.SendSignal(Targets.ALL, signal, Completion.UNTIL_DONE),
                    Hands::done);
        }

        private static void done(Outcome outcome) {
            // Nothing runs, or everything that does has it.
        }

        @Override
        public void later(Duration delay, Runnable action) {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(action);
        }
    }
}
