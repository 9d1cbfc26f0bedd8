package pmon.daemon.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Signal;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.store.StoreException;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Defaults;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Outcome;
import pmon.core.supervisor.Snapshot;
import pmon.core.supervisor.Supervisor;
import pmon.core.time.Moment;
import pmon.daemon.journal.JournalListener;
import pmon.daemon.request.SupervisorPort;

/**
 * The supervisor's thread. It waits in the kernel port for exits, for the next deadline and for mail, feeds each to the
 * {@link Supervisor}, and does what that decides, in order. Nothing else changes the state of a program; others read the snapshot that
 * is published after each round.
 */
public final class SupervisorLoop implements SupervisorPort, JournalListener {
    private static final Logger LOG = System.getLogger(SupervisorLoop.class.getName());

    /** Requests that may wait; further ones are answered {@code busy}. */
    private static final int MAILBOX_BOUND = 4096;

    /** Mail taken in one round, so that exits are looked at in between. */
    private static final int MAIL_PER_ROUND = 64;

    private final Clock clock;
    private final Mailbox mailbox = new Mailbox(MAILBOX_BOUND);
    private final AtomicLong operations = new AtomicLong();
    private final Map<Long, Consumer<Outcome>> replies = new ConcurrentHashMap<>();
    private final CompletableFuture<Kernel> opened = new CompletableFuture<>();
    private final CompletableFuture<Work> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> booted = new CompletableFuture<>();
    private final CompletableFuture<Void> dismissed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Snapshot snapshot = Snapshot.EMPTY;
    private final List<Runnable> onlookers = new CopyOnWriteArrayList<>();
    private final List<Consumer<ProcessRecord>> deletionOnlookers = new CopyOnWriteArrayList<>();
    private volatile boolean over;
    /** What is said to those that come too late. */
    private volatile Outcome.Failed farewell = new Outcome.Failed(ErrorCode.FAILED, "the daemon is shutting down");

    private SupervisorLoop(Clock clock) {
        this.clock = clock;
    }

    /**
     * What the loop works with once everything is there.
     *
     * @param mark of this installation, see {@link Hands}
     * @param checks looks at programs that have monitors
     * @param configured the programs of the process configuration
     */
    public record Work(
            Supervisor supervisor,
            Journaling journal,
            LogRemoval logRemoval,
            String mark,
            Outputs outputs,
            Checks checks,
            List<Configured> configured) {
        public Work {
            configured = List.copyOf(configured);
        }

        /** Without a process configuration and monitors, and children that write their logs themselves. */
        public Work(Supervisor supervisor, Journaling journal, LogRemoval logRemoval, String mark, int logFileMode) {
            this(supervisor, journal, logRemoval, mark, Outputs.direct(logFileMode), Checks.NONE, List.of());
        }
    }

    /** Starts the thread, which opens the kernel port at once and then waits for {@link #begin}. */
    public static SupervisorLoop start(KernelOpening opening, Clock clock) {
        SupervisorLoop loop = new SupervisorLoop(clock);
        Thread.ofPlatform().name("supervisor").start(() -> loop.run(opening));
        return loop;
    }

    /** The kernel port, for those of its methods that any thread may call. Waits until it is open. */
    public Kernel kernel() {
        return opened.join();
    }

    /** Begins to supervise: first what is recorded is compared with what lives. Returns when that has been done. */
    public void begin(Work work) {
        begun.complete(work);
        booted.join();
    }

    /** Has somebody told whenever there is a new snapshot, on the supervisor's thread: it must not wait for anything. */
    public void tell(Runnable onlooker) {
        onlookers.add(onlooker);
    }

    /**
     * Has somebody told of each program that is deleted, before any snapshot lacks it, on the supervisor's thread: it must not wait for
     * anything.
     */
    public void tellDeleted(Consumer<ProcessRecord> onlooker) {
        deletionOnlookers.add(onlooker);
    }

    /** Completes when the supervisor has finished; exceptionally when a mistake of our own ended the thread. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Asks for the end of the daemon. */
    public void close(boolean keepPrograms) {
        report(new Input.CloseWanted(keepPrograms));
    }

    /** Has what is left of the programs killed once the end was asked for. */
    public void hurry() {
        report(new Input.HurryWanted());
    }

    /** Asks for the end of the daemon in favour of the next, which is about to take over the programs. */
    public void closeForUpgrade() {
        farewell = new Outcome.Failed(ErrorCode.UPGRADING, "the daemon is being upgraded; try again");
        report(new Input.CloseWanted(true, true));
    }

    /** Lets go of the kernel port; nothing of the loop may be used any more. */
    public void dismiss() {
        dismissed.complete(null);
    }

    /**
     * Tells that the daemon got a signal.
     *
     * @return whether a task is run for it; otherwise nothing has happened, and what the daemon does by itself is up to the caller
     */
    public boolean signalled(Signal signal) {
        boolean claimed = snapshot.claims(signal);
        if (claimed) {
            report(new Input.Signalled(signal));
        }
        return claimed;
    }

    /** Lets new settings take effect. */
    public void reconfigure(Defaults defaults) {
        report(new Input.Reconfigured(defaults));
    }

    @Override
    public boolean submit(Caller caller, Change change, Consumer<Outcome> reply) {
        long operation = operations.incrementAndGet();
        replies.put(operation, reply);
        if (!mailbox.offer(new Input.Requested(operation, caller, change))) {
            replies.remove(operation);
            return false;
        }
        kernel().wake();
        if (over) {
            // The thread may have looked through the replies before this one was there.
            turnAway(operation);
        }
        return true;
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public void committed(long ticket) {
        report(new Input.Committed(ticket));
    }

    @Override
    public void failed(long ticket, StoreException reason) {
        ErrorCode code = reason.kind() == StoreException.Kind.FULL ? ErrorCode.STORE_FULL : ErrorCode.FAILED;
        report(new Input.CommitFailed(ticket, code, "cannot be recorded: " + reason.getMessage()));
    }

    /** Tells what became of the output of a program. */
    public void told(Input.OutputTold told) {
        report(told);
    }

    /** Tells what a check found. */
    public void checked(Input.Checked checked) {
        report(checked);
    }

    private void report(Input input) {
        mailbox.report(input);
        kernel().wake();
    }

    private void run(KernelOpening opening) {
        try (Kernel kernel = opening.open()) {
            opened.complete(kernel);
            Work work = begun.join();
            Rounds rounds = new Rounds(kernel, work);
            rounds.hear(new Input.Boot(kernel.self().bootId(), work.configured()));
            booted.complete(null);
            while (!rounds.finished) {
                rounds.next();
            }
            turnAway();
            ended.complete(null);
            // Readers of the port may still be at work, and late reports still wake it.
            dismissed.join();
        } catch (RuntimeException | Error e) {
            // Nobody can go on without this thread: whoever waits for it learns why.
            turnAway();
            opened.completeExceptionally(e);
            booted.completeExceptionally(e);
            ended.completeExceptionally(e);
        }
    }

    /** Answers whoever still waits, and whoever asks from now on: nobody decides any more. */
    private void turnAway() {
        over = true;
        for (Long operation : replies.keySet()) {
            turnAway(operation);
        }
    }

    private void turnAway(Long operation) {
        Consumer<Outcome> reply = replies.remove(operation);
        if (reply != null) {
            reply.accept(farewell);
        }
    }

    /** What the thread does over and over; touched by no other. */
    private final class Rounds {
        private final Kernel kernel;
        private final Supervisor supervisor;
        private final Work work;
        private final Hands hands;
        private final Deque<Input> answers = new ArrayDeque<>();
        private boolean finished;

        Rounds(Kernel kernel, Work work) {
            this.kernel = kernel;
            this.work = work;
            supervisor = work.supervisor();
            hands = new Hands(kernel, work.mark(), work.outputs(), work.checks());
        }

        void next() {
            for (KernelEvent event : kernel.await(patience())) {
                hear(
                        switch (event) {
                            case KernelEvent.ChildExited(var key, var status, boolean treeEmpty) ->
                                new Input.ChildExited(key, status, treeEmpty);
                            case KernelEvent.TreeEmpty(var key) -> new Input.TreeEmpty(key);
                            case KernelEvent.MainChanged(var key, var main) -> new Input.MainChanged(key, main);
                            case KernelEvent.ExitLearned(var key, var status) -> new Input.ExitLearned(key, status);
                        });
            }
            for (int taken = 0; taken < MAIL_PER_ROUND; taken++) {
                Input input = mailbox.poll();
                if (input == null) {
                    break;
                }
                hear(input);
            }
            Moment deadline = supervisor.nextDeadline();
            if (deadline != null && clock.now().reached(deadline)) {
                hear(new Input.Tick());
            }
        }

        private @Nullable Duration patience() {
            if (!mailbox.isEmpty()) {
                return Duration.ZERO;
            }
            Moment deadline = supervisor.nextDeadline();
            if (deadline == null) {
                return null;
            }
            Duration left = deadline.since(clock.now());
            return left.isNegative() ? Duration.ZERO : left;
        }

        /** Lets the supervisor hear an input, and whatever doing its effects is answered with. */
        void hear(Input first) {
            answers.add(first);
            Input input;
            while ((input = answers.poll()) != null) {
                List<Effect> effects = supervisor.handle(input, clock.now());
                effects.forEach(this::tellDeleted);
                // Whoever gets a reply must find in the snapshot what the reply says. Otherwise once a round is enough:
                // a thousand
                // starts in a row need not be shown one by one.
                if (effects.stream().anyMatch(Effect.Reply.class::isInstance)) {
                    snapshot = supervisor.snapshot();
                }
                effects.forEach(this::carryOut);
            }
            snapshot = supervisor.snapshot();
            onlookers.forEach(Runnable::run);
        }

        private void tellDeleted(Effect effect) {
            if (effect instanceof Effect.Deleted(ProcessRecord last)) {
                deletionOnlookers.forEach(onlooker -> onlooker.accept(last));
            }
        }

        private void carryOut(Effect effect) {
            switch (effect) {
                case Effect.Spawn spawn -> answers.add(hands.spawn(spawn));
                case Effect.Adopt adopt -> answers.add(hands.adopt(adopt));
                case Effect.SignalTree signal -> hands.signalTree(signal);
                case Effect.SignalMain signal -> hands.signalMain(signal);
                case Effect.Check check -> work.checks().check(check);
                case Effect.EndChecks(var key) -> work.checks().end(key);
                case Effect.Release release -> hands.release(release);
                case Effect.Append(long ticket, var entries) -> work.journal().append(ticket, entries);
                case Effect.Deleted deleted -> hands.deleted(deleted);
                case Effect.RemoveLogs(var spec) -> work.logRemoval().remove(spec);
                case Effect.Reply(long operation, Outcome outcome) -> {
                    Consumer<Outcome> reply = replies.remove(operation);
                    if (reply != null) {
                        reply.accept(outcome);
                    }
                }
                case Effect.Warn(String message) -> LOG.log(Level.WARNING, message);
                case Effect.Finish finish -> finished = true;
            }
        }
    }
}
