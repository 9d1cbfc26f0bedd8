package pmon.os.linux;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.Accounts;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.FileText;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.kernel.KernelException;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.NotifyPort;
import pmon.api.spi.kernel.Opening;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.api.spi.kernel.Usage;
import pmon.os.linux.Instance.Origin;
import pmon.os.linux.Launcher.Launched;
import pmon.os.linux.capture.LinuxCapture;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/** The kernel port of Linux: who is asked, and by which thread. */
final class LinuxKernel implements Kernel {
    private static final int CHILD_UMASK = 022;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final Duration WARM_UP_BOUND = Duration.ofSeconds(2);

    private final Thread owner = Thread.currentThread();
    private final Host host;
    private final KernelSettings settings;
    private final LinuxAccounts accounts;
    private final FileAccess access;
    private final UserFiles userFiles;
    private final Descriptors descriptors;
    private final CaptureRights captureRights;
    private final Launcher launcher;
    private final Errands errands;
    private final Supervision supervision;
    private final TreeSignals signals;
    private final Adoptions adoptions;
    private final long nanosPerTick = NANOS_PER_SECOND / ProcessCalls.ticksPerSecond();
    private final long pageBytes = ProcessCalls.pageBytes();

    private LinuxKernel(Host host, KernelSettings settings) {
        this.host = host;
        this.settings = settings;
        this.accounts = new LinuxAccounts(host.uid());
        var identity = new FilesystemIdentity(host);
        this.access = new FileAccess(identity);
        this.userFiles = new UserFiles(identity, settings.logDirectory());
        this.descriptors = new Descriptors();
        OutputFile outputs = new OutputFile(identity, settings.logDirectory());
        this.captureRights = new CaptureRights(outputs, identity, host);
        this.launcher = new Launcher(settings, identity, access, outputs, descriptors);
        this.supervision = new Supervision(host, descriptors, settings.instanceMark());
        this.errands = new Errands(identity, access, settings.softOpenFiles(), supervision, settings.instanceMark());
        this.signals =
                new TreeSignals(supervision.tree(), descriptors, host.identity().bootId());
        this.adoptions = new Adoptions(host, settings, descriptors, supervision);
    }

    static LinuxKernel open(KernelSettings settings) {
        ProcessCalls.defaultChildSignal();
        int subreaper = ProcessCalls.becomeSubreaper();
        if (subreaper < 0) {
            throw new KernelException("cannot become a subreaper: " + Errno.describe(-subreaper));
        }
        ProcessCalls.umask(CHILD_UMASK); // inherited by children, and there is no other way to give them one
        OrphanReaper.shared();
        var kernel = new LinuxKernel(Host.current(), settings);
        kernel.warmUp();
        return kernel;
    }

    /** Goes once through starting and reaping, so that the first real child does not pay for loading and linking all this. */
    private void warmUp() {
        var key = new ChildKey(0, 0);
        var command = new SpawnCommand(
                key, "/bin/true", List.of(), Map.of(), "/", accounts.self(), new SpawnCommand.Output.Discard());
        if (spawn(command) instanceof SpawnResult.Spawned(ProcessIdentity identity)) {
            usage(identity);
            supervision.await(WARM_UP_BOUND);
            release(key);
        }
    }

    @Override
    public String name() {
        return LinuxKernelProvider.NAME;
    }

    @Override
    public SpawnResult spawn(SpawnCommand command) {
        checkOwner();
        checkNew(command.key());
        return switch (launcher.launch(command)) {
            case Launched.None(SpawnResult.Refused why) -> why;
            case Launched.Child(int pid) -> takeIn(command, pid);
        };
    }

    /** A child has no pid anybody else could get before it is reaped, so all this is about the right one. */
    private SpawnResult takeIn(SpawnCommand command, int pid) {
        int pidfd = descriptors.pidfdOpen(pid);
        Optional<ProcStat> stat = Proc.stat(pid).or(() -> {
            descriptors.giveUpReserve();
            return Proc.stat(pid);
        });
        if (pidfd < 0 || stat.isEmpty()) {
            return abandon(command, pid, pidfd);
        }
        var identity = new ProcessIdentity(
                pid, stat.get().startTicks(), host.identity().bootId());
        String mark = Launcher.mark(settings.instanceMark(), command.key());
        var instance = new Instance(
                command.key(),
                new Instance.Main(identity, pidfd, true),
                new Instance.Leader(identity, pidfd),
                command.user(),
                new Origin.Child(),
                mark,
                command.setup().killMode());
        if (supervision.watch(instance) < 0) {
            return abandon(command, pid, pidfd);
        }
        adoptions.changed();
        supervision.membership().gather(instance);
        return new SpawnResult.Spawned(identity);
    }

    /** A child that cannot be watched is worse than none. */
    private static SpawnResult abandon(SpawnCommand command, int pid, int pidfd) {
        ProcessCalls.signalGroup(pid, Signal.KILL.number());
        OrphanReaper.shared().leave(pid);
        if (pidfd >= 0) {
            FileCalls.close(pidfd);
        }
        String message = command.file() + ": started and killed, for want of a descriptor to watch it with";
        return new SpawnResult.Refused(SpawnResult.Cause.NO_RESOURCES, message);
    }

    @Override
    public Adoption adopt(ChildKey key, ProcessIdentity identity, Account user, KillMode killMode) {
        checkOwner();
        checkNew(key);
        return adoptions.adopt(key, identity, user, killMode);
    }

    @Override
    public Adoption adoptMarked(ChildKey key, String mark, Account user, KillMode killMode) {
        checkOwner();
        checkNew(key);
        return adoptions.adoptMarked(key, mark, user, killMode);
    }

    @Override
    public boolean signalTree(ChildKey key, Signal signal) {
        checkOwner();
        Optional<Instance> instance = supervision.instance(key);
        instance.filter(one -> !one.ended()).ifPresent(supervision.membership()::recheck);
        return instance.filter(one -> signals.signalTree(one, signal)).isPresent();
    }

    @Override
    public boolean signalMain(ChildKey key, Signal signal) {
        checkOwner();
        return supervision
                .instance(key)
                .filter(instance -> signals.signalMain(instance, signal))
                .isPresent();
    }

    @Override
    public void release(ChildKey key) {
        checkOwner();
        supervision.instance(key).ifPresent(supervision::release);
    }

    @Override
    public List<KernelEvent> await(@Nullable Duration timeout) {
        checkOwner();
        // Whoever waits for events has taken over what there was.
        OrphanReaper.shared().begin();
        return supervision.await(timeout);
    }

    @Override
    public void wake() {
        supervision.wake();
    }

    @Override
    public Optional<Usage> usage(ProcessIdentity identity) {
        if (!identity.bootId().equals(host.identity().bootId())) {
            return Optional.empty();
        }
        return Proc.stat(identity.pid())
                .filter(stat -> stat.startTicks() == identity.startTicks() && !stat.dead())
                .map(main -> usage(main, identity));
    }

    /** Of the whole tree. What its ended members used is with those that waited for them. */
    private Usage usage(ProcStat main, ProcessIdentity identity) {
        long ticks = main.cpuTicks() + main.waitedTicks();
        long pages = main.residentPages();
        for (ProcStat member :
                supervision.instance(identity).map(supervision.tree()::family).orElse(List.of())) {
            ticks += member.cpuTicks() + member.waitedTicks();
            pages += member.residentPages();
        }
        return new Usage(ticks * nanosPerTick, pages * pageBytes);
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
    public Opening open(String file, Account user, boolean write) {
        return userFiles.open(file, user, write);
    }

    @Override
    public Optional<String> delete(String file, Account user) {
        return userFiles.delete(file, user);
    }

    @Override
    public List<String> names(String directory, Account user) {
        return userFiles.names(directory, user);
    }

    @Override
    public ErrandResult run(Errand errand) {
        return errands.run(errand);
    }

    @Override
    public Optional<CapturePort> capture() {
        return Optional.of(new LinuxCapture(captureRights));
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public ProcessIdentity self() {
        return host.identity();
    }

    @Override
    public Optional<String> sendDatagram(String address, String text) {
        return Datagram.send(address, text);
    }

    @Override
    public NotifyPort.Opened listen(String address) {
        return LinuxNotifyPort.open(address, supervision, supervision.senders());
    }

    @Override
    public boolean replaces() {
        return true;
    }

    @Override
    public void keepExits() {
        OrphanReaper.shared().hold();
    }

    @Override
    public String replace(List<String> command, List<String> keep) {
        return Replacement.execute(command, keep, settings.softOpenFiles());
    }

    @Override
    public void close() {
        checkOwner();
        supervision.close();
        descriptors.close();
    }

    private void checkOwner() {
        if (!Thread.currentThread().equals(owner)) {
            throw new IllegalStateException("the kernel port belongs to thread " + owner.getName());
        }
    }

    private void checkNew(ChildKey key) {
        if (supervision.instance(key).isPresent()) {
            throw new IllegalStateException("instance " + key + " is still watched");
        }
    }
}
