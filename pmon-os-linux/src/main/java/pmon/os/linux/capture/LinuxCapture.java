package pmon.os.linux.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.KernelException;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.os.linux.libc.CaptureCalls;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;

/** {@link CapturePort} on splice(2), tee(2) and epoll(7). */
public final class LinuxCapture implements CapturePort {
    private static final int PIPE_FLAGS =
            FileCalls.O_RDWR | FileCalls.O_NONBLOCK | FileCalls.O_CLOEXEC | FileCalls.O_NOFOLLOW;
    private static final int PIPE_MODE = 0600;
    /** Room for the bytes that are looked at before they are moved. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Rights rights;
    private final Readiness readiness = new Readiness();
    private final int devNull;
    /** Copies of what is looked at go through here. */
    private final FileCalls.Pipe side;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment reading = arena.allocate(BUFFER_BYTES);

    public LinuxCapture(Rights rights) {
        this.rights = rights;
        this.devNull = FileCalls.open("/dev/null", FileCalls.O_RDWR | FileCalls.O_CLOEXEC, 0);
        this.side = FileCalls.pipe();
        if (devNull < 0 || side.out() < 0) {
            throw new KernelException("cannot set up log capture: " + Errno.describe(-Math.min(devNull, side.out())));
        }
    }

    @Override
    public Opened pipe(String path, Account owner) {
        int made = CaptureCalls.makeFifo(path, PIPE_MODE);
        if (made < 0 && made != -Errno.EEXIST) {
            return failed(path, made);
        }
        int opened = FileCalls.open(path, PIPE_FLAGS, 0);
        if (opened < 0) {
            return failed(path, opened);
        }
        if (!CaptureCalls.status(opened).fifo()) {
            FileCalls.close(opened);
            return new Opened.Failed(path + ": not a named pipe");
        }
        return given(opened, path, owner);
    }

    @Override
    public Opened pipe(Account owner) {
        FileCalls.Pipe ends = FileCalls.pipe();
        if (ends.out() < 0) {
            return failed("pipe", ends.out());
        }
        // Once more, for both directions: a reader that writes as well never sees the end of it.
        String path = path(ends.out());
        int opened = FileCalls.open(path, PIPE_FLAGS & ~FileCalls.O_NOFOLLOW, 0);
        FileCalls.close(ends.out());
        FileCalls.close(ends.in());
        return opened < 0 ? failed(path, opened) : given(opened, "pipe", owner);
    }

    /** Lets a program of this user open its own standard output by name. */
    private static Opened given(int opened, String path, Account owner) {
        int given =
                FileCalls.status(opened).uid() == owner.uid() ? 0 : FileCalls.fchown(opened, owner.uid(), owner.gid());
        if (given < 0) {
            FileCalls.close(opened);
            return failed(path, given);
        }
        return new Opened.Descriptor(opened);
    }

    private static Opened failed(String path, int result) {
        return new Opened.Failed(path + ": " + Errno.describe(-result));
    }

    @Override
    public Opened file(SpawnCommand.Output.AppendTo file, Account owner) {
        Opened opened = rights.open(file, owner);
        if (opened instanceof Opened.Descriptor(int number)) {
            CaptureCalls.toEnd(number);
        }
        return opened;
    }

    @Override
    public void close(int descriptor) {
        FileCalls.close(descriptor);
    }

    @Override
    public Optional<FileState> state(int descriptor) {
        return state(CaptureCalls.status(descriptor));
    }

    @Override
    public Optional<FileState> state(String path, Account owner) {
        return rights.onPath(path, owner, () -> state(CaptureCalls.status(path)), Optional.empty());
    }

    @Override
    public boolean vacant(String path, Account owner) {
        return rights.onPath(path, owner, () -> CaptureCalls.status(path).error() == Errno.ENOENT, false);
    }

    private static Optional<FileState> state(CaptureCalls.Status status) {
        return status.error() == 0
                ? Optional.of(new FileState(
                        status.device(),
                        status.inode(),
                        status.regular(),
                        status.links(),
                        status.size(),
                        status.createdMillis(),
                        status.modifiedMillis()))
                : Optional.empty();
    }

    @Override
    public long toEnd(int file) {
        return CaptureCalls.toEnd(file);
    }

    @Override
    public @Nullable String truncate(int file, long size) {
        return outcome(CaptureCalls.truncate(file, size)).orElse(null);
    }

    @Override
    public @Nullable String rename(String from, String to, Account owner) {
        return withRights(from, owner, () -> {
            Optional<String> objection = objection(from, owner);
            if (objection.isPresent()) {
                return objection;
            }
            // Renaming removes what is there.
            boolean free = CaptureCalls.status(to).error() == Errno.ENOENT;
            return free
                    ? outcome(CaptureCalls.rename(from, to))
                    : Optional.of("what has that name: " + objection(to, owner).orElse("a regular file"));
        });
    }

    @Override
    public @Nullable String remove(String path, Account owner) {
        return withRights(path, owner, () -> {
            Optional<String> objection = objection(path, owner);
            return objection.isPresent() ? objection : outcome(CaptureCalls.unlink(path));
        });
    }

    private @Nullable String withRights(String path, Account owner, Supplier<Optional<String>> action) {
        return rights.onPath(path, owner, action, Optional.of("cannot act as user " + owner.name()))
                .orElse(null);
    }

    /**
     * Why nothing may happen to what is at a path: only regular files are moved or removed. Who may write the directory can put something
     * else there after this look, and could have renamed or removed that as well.
     */
    private Optional<String> objection(String path, Account owner) {
        CaptureCalls.Status status = CaptureCalls.status(path);
        if (status.error() != 0) {
            return Optional.of(Errno.describe(status.error()));
        }
        if (!status.regular()) {
            return Optional.of("not a regular file");
        }
        return rights.mayMove(path, owner, status.uid())
                ? Optional.empty()
                : Optional.of("belongs to another user than " + owner.name());
    }

    private static Optional<String> outcome(int result) {
        return result >= 0 ? Optional.empty() : Optional.of(Errno.describe(-result));
    }

    @Override
    public Moved move(int pipe, int file, int maxBytes) {
        return moved(CaptureCalls.splice(pipe, file, maxBytes));
    }

    private static Moved moved(int result) {
        if (result >= 0) {
            return new Moved.Bytes(result);
        }
        return switch (-result) {
            case Errno.EAGAIN, Errno.EINTR -> new Moved.Bytes(0);
            case Errno.EINVAL -> new Moved.Unsupported("the file system does not take pages of a pipe");
            default -> new Moved.NoRoom(Errno.describe(-result));
        };
    }

    @Override
    public int peek(int pipe, byte[] into) {
        int copied = CaptureCalls.tee(pipe, side.in(), Math.min(into.length, BUFFER_BYTES));
        int read = 0;
        while (read < copied) {
            int count = CaptureCalls.read(side.out(), reading, copied - read);
            if (count <= 0) {
                throw new KernelException("a pipe of our own lost what was in it");
            }
            MemorySegment.copy(reading, ValueLayout.JAVA_BYTE, 0, into, read, count);
            read += count;
        }
        return read;
    }

    @Override
    public int discard(int pipe, int maxBytes) {
        return Math.max(0, CaptureCalls.splice(pipe, devNull, maxBytes));
    }

    @Override
    public Moved write(int file, byte[] bytes, int count) {
        try (Arena buffers = Arena.ofConfined()) {
            MemorySegment buffer = buffers.allocate(count);
            MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, count);
            return moved(CaptureCalls.write(file, buffer, count));
        }
    }

    @Override
    public int read(int file, long position, byte[] into) {
        try (Arena buffers = Arena.ofConfined()) {
            MemorySegment buffer = buffers.allocate(into.length);
            int count = CaptureCalls.readAt(file, position, buffer, into.length);
            if (count > 0) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, count);
            }
            return Math.max(0, count);
        }
    }

    @Override
    public @Nullable String store(int file) {
        return outcome(CaptureCalls.store(file)).orElse(null);
    }

    @Override
    public void giveWay() {
        CaptureCalls.lowestPriority();
    }

    @Override
    public int waiting(int pipe) {
        return Math.max(0, CaptureCalls.waiting(pipe));
    }

    @Override
    public boolean full(int pipe) {
        return CaptureCalls.pollWritable(pipe) == 0;
    }

    @Override
    public int resize(int pipe, int bytes) {
        CaptureCalls.resize(pipe, bytes);
        return CaptureCalls.capacity(pipe);
    }

    @Override
    public void watch(int pipe) {
        readiness.watch(pipe);
    }

    @Override
    public void unwatch(int pipe) {
        readiness.unwatch(pipe);
    }

    @Override
    public List<Integer> await(@Nullable Duration timeout) {
        return readiness.await(timeout);
    }

    @Override
    public void pause(Duration timeout) {
        readiness.pause(timeout);
    }

    @Override
    public void wake() {
        readiness.wake();
    }

    @Override
    public Optional<Holder> hold() {
        return SleepingHolder.start(rights);
    }

    @Override
    public void endHolder(ProcessIdentity holder) {
        rights.endSleeper(holder);
    }

    @Override
    public void close() {
        readiness.close();
        FileCalls.close(devNull);
        FileCalls.close(side.in());
        FileCalls.close(side.out());
    }
}
