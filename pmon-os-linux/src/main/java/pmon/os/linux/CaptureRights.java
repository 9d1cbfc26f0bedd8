package pmon.os.linux;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.SpawnCommand.Output.AppendTo;
import pmon.os.linux.OutputFile.Opened;
import pmon.os.linux.capture.Rights;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.libc.SpawnCalls;
import pmon.os.linux.proc.Proc;

/** Lends log capture the identities of users, and starts its sleeper. */
final class CaptureRights implements Rights {
    private static final List<String> SLEEPERS = List.of("/bin/sleep", "/usr/bin/sleep");
    /** As long as the oldest of them understands. */
    private static final String FOREVER = "2147483647";

    private final OutputFile files;
    private final FilesystemIdentity identity;
    private final Host host;

    CaptureRights(OutputFile files, FilesystemIdentity identity, Host host) {
        this.files = files;
        this.identity = identity;
        this.host = host;
    }

    @Override
    public CapturePort.Opened open(AppendTo file, Account owner) {
        return switch (files.openForCapture(file, owner)) {
            case Opened.Descriptor(int number) -> new CapturePort.Opened.Descriptor(number);
            case Opened.Failed(int _, String message) -> new CapturePort.Opened.Failed(message);
        };
    }

    @Override
    public <T> T onPath(String path, Account owner, Supplier<T> action, T refused) {
        return files.inOwnDirectory(path) ? action.get() : identity.as(owner, action, refused);
    }

    /** With our own rights, in our own directory, only what is the owner's: another program's log may be called {@code web.log.1}. */
    @Override
    public boolean mayMove(String path, Account owner, long uid) {
        return !host.root() || !files.inOwnDirectory(path) || uid == owner.uid();
    }

    @Override
    public Optional<ProcessIdentity> startSleeper(int input) {
        int output = FileCalls.open("/dev/null", FileCalls.O_RDWR | FileCalls.O_CLOEXEC, 0);
        if (output < 0) {
            return Optional.empty();
        }
        try {
            for (String file : SLEEPERS) {
                int pid = OrphanReaper.shared()
                        .spawn(() -> new SpawnCalls()
                                .spawn(file, List.of(file, FOREVER), List.of(), "/", input, output, output));
                if (pid > 0) {
                    OrphanReaper.shared().leave(pid);
                    return Proc.stat(pid)
                            .map(stat -> new ProcessIdentity(
                                    pid, stat.startTicks(), host.identity().bootId()));
                }
            }
            return Optional.empty();
        } finally {
            FileCalls.close(output);
        }
    }

    /** The pidfd is opened before the look: what it then is, it stays. */
    @Override
    public void endSleeper(ProcessIdentity sleeper) {
        int pidfd = ProcessCalls.pidfdOpen(sleeper.pid());
        if (pidfd < 0) {
            return;
        }
        boolean same = sleeper.bootId().equals(host.identity().bootId())
                && Proc.stat(sleeper.pid())
                        .filter(stat -> stat.startTicks() == sleeper.startTicks())
                        .isPresent();
        if (same) {
            ProcessCalls.pidfdSignal(pidfd, Signal.KILL.number());
        }
        FileCalls.close(pidfd);
    }
}
