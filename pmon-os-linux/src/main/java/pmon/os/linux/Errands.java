package pmon.os.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.os.linux.libc.EpollCalls;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.libc.SpawnCalls;
import pmon.os.linux.libc.WaitStatus;

/**
 * Does errands, each on the thread that asks. Input is a file in memory, so that nobody has to feed a slow reader; output is a pipe that is
 * read as it fills; the end is a pidfd.
 */
final class Errands {
    /** After SIGKILL a process ends at once, unless it hangs in the kernel. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

    private static final long ENDED = 1;
    private static final long WRITTEN = 2;

    private final FilesystemIdentity identity;
    private final OptionalLong softOpenFiles;
    private final Refusals refusals;
    private final Supervision supervision;
    private final String daemonMark;
    private final FutureTask<Void> leftEnded;
    private final UserSwitch userSwitch = new UserSwitch();

    /**
     * Ends what an earlier daemon has left of its own, too.
     *
     * @param supervision knows the trees that errands are done in
     */
    Errands(
            FilesystemIdentity identity,
            FileAccess access,
            OptionalLong softOpenFiles,
            Supervision supervision,
            String daemonMark) {
        this.identity = identity;
        this.softOpenFiles = softOpenFiles;
        this.supervision = supervision;
        this.daemonMark = daemonMark;
        this.refusals = new Refusals(access);
        this.leftEnded = new FutureTask<>(() -> Guests.endLeft(daemonMark), null);
        Thread.ofPlatform().name("pmon-left-checks").daemon().start(leftEnded);
    }

    ErrandResult run(Errand errand) {
        SpawnCommand command = command(errand);
        Optional<SpawnResult.Refused> impossible = impossible(command);
        if (impossible.isPresent()) {
            return new ErrandResult.NotStarted(impossible.get());
        }
        try (var open = new Open()) {
            int input = open.add(FileCalls.memoryFile());
            FileCalls.Pipe pipe = input < 0 ? new FileCalls.Pipe(input, input) : FileCalls.pipe();
            int output = open.add(pipe.out());
            int written = open.add(pipe.in());
            int error = Math.min(Math.min(input, output), written);
            if (error >= 0) {
                error = fill(input, errand.input().getBytes(StandardCharsets.UTF_8));
            }
            if (error < 0) {
                return new ErrandResult.NotStarted(refusals.of(-error, command));
            }
            Instance instance = instance(errand.tree());
            int pid = start(command, input, written, instance);
            open.close(written);
            open.close(input);
            if (pid < 0) {
                return new ErrandResult.NotStarted(refusals.of(-pid, command));
            }
            softOpenFiles.ifPresent(soft -> ProcessCalls.setSoftOpenFiles(pid, soft));
            if (instance == null) {
                return attend(errand, command, pid, output, open);
            }
            instance.guests().add(pid);
            try {
                if (instance.ended()) {
                    Guests.end(pid, supervision.tree());
                }
                supervision.membership().join(instance, pid);
                return attend(errand, command, pid, output, open);
            } finally {
                instance.guests().remove(pid);
            }
        }
    }

    /** The one whose tree it is done in; null where it is in none, or that is gone. */
    private @Nullable Instance instance(@Nullable ProcessIdentity main) {
        if (main == null) {
            return null;
        }
        // What is run for it from now on carries the number of what was left.
        try {
            leftEnded.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking for what was left does not fail", e);
        }
        return supervision.instance(main).orElse(null);
    }

    /** For what is the same for errands and for programs; the key stands for nothing. */
    private static SpawnCommand command(Errand errand) {
        return new SpawnCommand(
                new ChildKey(0, 0),
                errand.file(),
                errand.args(),
                errand.environment(),
                errand.directory(),
                errand.user(),
                new SpawnCommand.Output.Discard());
    }

    private Optional<SpawnResult.Refused> impossible(SpawnCommand command) {
        if (!Launcher.encodable(command)) {
            return refused(SpawnResult.Cause.OTHER, command.file() + ": a NUL character cannot be passed to a program");
        }
        if (!identity.possible(command.user())) {
            return refused(
                    SpawnResult.Cause.NOT_PERMITTED,
                    command.file() + ": only root may start it as user "
                            + command.user().name());
        }
        return identity.foreign(command.user())
                ? userSwitch.missing(command).or(() -> refusals.foreseen(command))
                : Optional.empty();
    }

    private static Optional<SpawnResult.Refused> refused(SpawnResult.Cause cause, String message) {
        return Optional.of(new SpawnResult.Refused(cause, message));
    }

    private static int fill(int descriptor, byte[] bytes) {
        for (int from = 0; from < bytes.length; ) {
            int count = FileCalls.write(descriptor, bytes, from);
            if (count < 0 && count != -Errno.EINTR) {
                return count;
            }
            from += Math.max(count, 0);
        }
        return FileCalls.rewind(descriptor);
    }

    private int start(SpawnCommand command, int input, int output, @Nullable Instance instance) {
        List<String> environment = new ArrayList<>();
        command.environment().forEach((name, value) -> environment.add(name + "=" + value));
        List<String> program = new ArrayList<>(List.of(command.file()));
        program.addAll(command.args());
        UserSwitch.Call call = identity.foreign(command.user())
                ? userSwitch.call(command.user(), program, environment)
                : new UserSwitch.Call(command.file(), program, environment);
        SpawnCalls spawner = new SpawnCalls();
        IntSupplier spawn = () -> spawner.spawn(
                call.file(), call.arguments(), call.environment(), command.directory(), input, output, output);
        return OrphanReaper.shared()
                .spawn(
                        instance == null
                                ? spawn
                                : () -> Lineage.bornWith(Lineage.guestNumber(daemonMark, instance.mark()), spawn));
    }

    private ErrandResult attend(Errand errand, SpawnCommand command, int pid, int output, Open open) {
        int pidfd = open.add(ProcessCalls.pidfdOpen(pid));
        try (var epoll = new EpollCalls(2)) {
            int error = Math.min(pidfd, epoll.descriptor());
            if (error >= 0) {
                FileCalls.setStatusFlags(output, FileCalls.O_NONBLOCK);
                error = Math.min(epoll.add(pidfd, ENDED), epoll.add(output, WRITTEN));
            }
            if (error < 0) {
                // Without a way to see its end it is worse than none.
                ProcessCalls.signalGroup(pid, Signal.KILL.number());
                OrphanReaper.shared().leave(pid);
                return new ErrandResult.NotStarted(refusals.of(-error, command));
            }
            Output kept = new Output(output, errand.maxOutputBytes());
            if (await(epoll, kept, errand.timeout())) {
                ExitStatus exit = reap(pid, pidfd);
                kept.read();
                return new ErrandResult.Ended(exit, kept.text());
            }
            // Not reaped yet, so the number is still the group's.
            ProcessCalls.signalGroup(pid, Signal.KILL.number());
            if (errand.tree() != null) {
                Guests.end(pid, supervision.tree());
            }
            if (await(epoll, kept, KILL_PATIENCE)) {
                reap(pid, pidfd);
            } else {
                OrphanReaper.shared().leave(pid);
            }
            return new ErrandResult.TimedOut(kept.text());
        }
    }

    /** Waits for the end, reading what is written; whether it came in time. */
    private static boolean await(EpollCalls epoll, Output output, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean open = true;
        while (true) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            int count = epoll.await((int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1));
            boolean ended = false;
            for (int i = 0; i < count; i++) {
                if (epoll.data(i) == ENDED) {
                    ended = true;
                } else if (open && !output.read()) {
                    open = false;
                    epoll.delete(output.descriptor);
                }
            }
            if (ended) {
                return true;
            }
        }
    }

    private static ExitStatus reap(int pid, int pidfd) {
        WaitStatus status = ProcessCalls.reapByPidfd(pidfd);
        Instant now = Instant.now();
        if (status instanceof WaitStatus.Alive) {
            // A debugger holds it.
            OrphanReaper.shared().leave(pid);
            return new ExitStatus.Unknown(now);
        }
        OrphanReaper.shared().reaped(pid);
        return switch (status) {
            case WaitStatus.Exited(int code) -> new ExitStatus.Exited(code, now);
            case WaitStatus.Signaled(int signal) -> new ExitStatus.Signaled(signal, now);
            case WaitStatus.Alive _, WaitStatus.Failed _ -> new ExitStatus.Unknown(now);
        };
    }

    /** What was written, as much of it as is wanted. */
    private static final class Output {
        final int descriptor;
        private final int bound;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Output(int descriptor, int bound) {
            this.descriptor = descriptor;
            this.bound = bound;
        }

        /** Reads what there is; false when nobody can write any more. At most a pipe's worth, so that a deadline is not missed. */
        boolean read() {
            for (int chunks = 0; chunks < 16; chunks++) {
                FileCalls.Chunk chunk = FileCalls.read(descriptor);
                if (chunk.count() <= 0) {
                    return chunk.count() == -Errno.EAGAIN || chunk.count() == -Errno.EINTR;
                }
                kept.write(chunk.bytes(), 0, Math.min(chunk.count(), bound - kept.size()));
            }
            return true;
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /** Descriptors that are closed in the end. */
    private static final class Open implements AutoCloseable {
        private final Set<Integer> descriptors = new HashSet<>();

        /** The descriptor, under a number that is not one of the standard three. */
        int add(int descriptor) {
            int lifted = descriptor < 0 ? descriptor : Descriptors.lift(descriptor);
            if (lifted >= 0) {
                descriptors.add(lifted);
            }
            return lifted;
        }

        void close(int descriptor) {
            if (descriptors.remove(descriptor)) {
                FileCalls.close(descriptor);
            }
        }

        @Override
        public void close() {
            descriptors.forEach(FileCalls::close);
        }
    }
}
