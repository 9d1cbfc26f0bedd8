package pmon.os.portable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.Accounts;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.FileText;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.kernel.KernelEvent.ChildExited;
import pmon.api.spi.kernel.KernelEvent.TreeEmpty;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.api.spi.kernel.Usage;
import pmon.os.portable.Launcher.Launched;

/** The kernel port on ProcessBuilder and ProcessHandle; the package says what it cannot do. */
final class PortableKernel implements Kernel {
    /** How far apart two readings of one start time may be. */
    private static final long START_TOLERANCE_MILLIS = 1_000;
    /** Shells give 128 + N for a program that signal N ended, and so does the JDK. */
    private static final int SIGNAL_BASE = 128;

    private final Thread owner = Thread.currentThread();
    private final PortableAccounts accounts = new PortableAccounts();
    private final FileAccess access = new FileAccess(accounts.self());
    private final Launcher launcher;
    private final Errands errands;
    private final Map<ChildKey, Watched> instances = new HashMap<>();
    /** Filled by the JDK's threads; its size is bounded by the number of watched processes and calls to wake. */
    private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();

    PortableKernel(KernelSettings settings) {
        this.launcher = new Launcher(settings.instanceMark(), accounts.self(), access);
        this.errands = new Errands(launcher);
    }

    /** What other threads tell the owner. */
    private sealed interface News {
        record Ended(Watched instance, ProcessHandle process) implements News {}

        record Woken() implements News {}
    }

    @Override
    public String name() {
        return PortableKernelProvider.NAME;
    }

    @Override
    public SpawnResult spawn(SpawnCommand command) {
        checkOwner();
        return switch (launcher.launch(command)) {
            case Launched.None(SpawnResult.Refused why) -> why;
            case Launched.Child(Process process) -> {
                watch(new Watched(command.key(), process.toHandle(), Optional.of(process)));
                yield new SpawnResult.Spawned(Watched.identity(process.toHandle()));
            }
        };
    }

    private void watch(Watched instance) {
        instances.put(instance.key(), instance);
        // Of a child, the Process knows the exit code when its future completes; the handle's may be earlier.
        report(
                instance,
                instance.child()
                        .map(process -> process.onExit().thenApply(Process::toHandle))
                        .orElseGet(instance.main()::onExit));
    }

    private void report(Watched instance, CompletableFuture<ProcessHandle> exit) {
        var _ = exit.thenAccept(process -> news.add(new News.Ended(instance, process)));
    }

    @Override
    public Adoption adopt(ChildKey key, ProcessIdentity identity, Account user, KillMode killMode) {
        checkOwner();
        Optional<ProcessHandle> process = find(identity);
        process.ifPresent(handle -> watch(new Watched(key, handle, Optional.empty())));
        return process.<Adoption>map(_ -> new Adoption.Adopted(identity)).orElseGet(Adoption.Gone::new);
    }

    /** The JDK does not show the environment of other processes. */
    @Override
    public Adoption adoptMarked(ChildKey key, String mark, Account user, KillMode killMode) {
        return new Adoption.Gone();
    }

    private static Optional<ProcessHandle> find(ProcessIdentity identity) {
        return ProcessHandle.of(identity.pid()).filter(process -> {
            long start = Watched.identity(process).startTicks();
            return process.isAlive() && Math.abs(start - identity.startTicks()) <= START_TOLERANCE_MILLIS;
        });
    }

    @Override
    public boolean signalTree(ChildKey key, Signal signal) {
        checkOwner();
        var instance = instances.get(key);
        if (instance == null) {
            return false;
        }
        var targets = new ArrayList<ProcessHandle>(instance.members());
        if (instance.main().isAlive()) {
            targets.addFirst(instance.main());
        }
        boolean reached = Signals.send(targets, signal);
        if (signal == Signal.KILL) {
            // What was forked while the first round went on; a killed process forks no more.
            reached |= Signals.send(instance.members(), signal);
        }
        return reached;
    }

    @Override
    public boolean signalMain(ChildKey key, Signal signal) {
        checkOwner();
        var instance = instances.get(key);
        return instance != null && Signals.send(List.of(instance.main()), signal);
    }

    @Override
    public void release(ChildKey key) {
        checkOwner();
        instances.remove(key);
    }

    @Override
    public List<KernelEvent> await(@Nullable Duration timeout) {
        checkOwner();
        var events = new ArrayList<KernelEvent>();
        try {
            News first = timeout == null ? news.take() : news.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            for (News next = first; next != null; next = news.poll()) {
                if (next instanceof News.Ended(var instance, var process)) {
                    ended(instance, process, events);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return events;
    }

    private void ended(Watched instance, ProcessHandle process, List<KernelEvent> events) {
        if (instances.get(instance.key()) != instance) {
            return; // released
        }
        Set<ProcessHandle> left = instance.members();
        if (process.equals(instance.main())) {
            events.add(new ChildExited(instance.key(), status(instance), left.isEmpty()));
            left.forEach(survivor -> report(instance, survivor.onExit()));
        } else if (left.isEmpty()) {
            events.add(new TreeEmpty(instance.key()));
        }
        if (left.isEmpty()) {
            instances.remove(instance.key());
        }
    }

    private static ExitStatus status(Watched instance) {
        if (instance.child().isEmpty()) {
            return new ExitStatus.Unknown(Instant.now());
        }
        return status(instance.child().get());
    }

    /** How a child that has ended did so. */
    static ExitStatus status(Process child) {
        Instant now = Instant.now();
        int code = child.exitValue() & 0xff;
        boolean signal = code > SIGNAL_BASE && code <= SIGNAL_BASE + Signal.values().length;
        return signal ? new ExitStatus.Signaled(code - SIGNAL_BASE, now) : new ExitStatus.Exited(code, now);
    }

    @Override
    public void wake() {
        news.add(new News.Woken());
    }

    @Override
    public Optional<Usage> usage(ProcessIdentity identity) {
        return find(identity)
                .map(process -> new Usage(
                        process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L), 0));
    }

    @Override
    public Access executable(String file, Account user) {
        return access.executable(file, user);
    }

    @Override
    public Access directory(String directory, Account user) {
        return access.directory(directory, user);
    }

    @Override
    public FileText read(String file, Account user, int maxBytes) {
        return access.read(file, user, maxBytes);
    }

    @Override
    public ErrandResult run(Errand errand) {
        return errands.run(errand);
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public ProcessIdentity self() {
        return Watched.identity(ProcessHandle.current());
    }

    @Override
    public void close() {
        checkOwner();
        instances.clear();
    }

    private void checkOwner() {
        if (!Thread.currentThread().equals(owner)) {
            throw new IllegalStateException("the kernel port belongs to thread " + owner.getName());
        }
    }
}
