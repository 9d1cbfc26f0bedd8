package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Calls that move bytes between pipes and files without looking at them, and what belongs to it. Zero or more, or minus errno. */
public final class CaptureCalls {
    private static final int S_IFIFO = 0x1000;
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BTIME = 0x800;
    /** STATX_TYPE, STATX_NLINK, STATX_UID, STATX_MTIME, STATX_INO and STATX_SIZE. */
    private static final int STATX_WANTED = 0x1 | 0x4 | 0x8 | 0x40 | 0x100 | 0x200 | STATX_BTIME;

    private static final int STATX_OFFSETS_BOUND = 256;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int PRIO_PROCESS = 0;
    private static final int LEAST_PRIORITY = 19;
    private static final int FIONREAD = 0x541B;
    private static final int SEEK_END = 2;
    private static final int SPLICE_F_NONBLOCK = 2;
    private static final int POLLOUT = 4;

    private static final MemorySegment SPLICE = Abi.function("splice");
    private static final MemorySegment TEE = Abi.function("tee");
    private static final MemorySegment IOCTL = Abi.function("ioctl");
    private static final MemorySegment FCNTL = Abi.function("fcntl");
    private static final MemorySegment LSEEK = Abi.function("lseek");
    private static final MemorySegment FTRUNCATE = Abi.function("ftruncate");
    private static final MemorySegment FSYNC = Abi.function("fsync");
    private static final MemorySegment PREAD = Abi.function("pread");
    private static final MemorySegment READ = Abi.function("read");
    private static final MemorySegment WRITE = Abi.function("write");
    private static final MemorySegment MKNODAT = Abi.function("mknodat");
    private static final MemorySegment RENAME = Abi.function("rename");
    private static final MemorySegment UNLINK = Abi.function("unlink");
    private static final MemorySegment STATX = Abi.function("statx");
    private static final MemorySegment POLL = Abi.function("poll");
    private static final MemorySegment SETPRIORITY = Abi.function("setpriority");

    private CaptureCalls() {}

    /** Moves bytes, one of the two being a pipe, without waiting for the pipe. */
    public static int splice(int from, int to, int maxBytes) {
        return Abi.call(SPLICE, from, 0, to, 0, maxBytes, SPLICE_F_NONBLOCK);
    }

    /** Duplicates bytes from a pipe to another without consuming them. */
    public static int tee(int from, int to, int maxBytes) {
        return Abi.call(TEE, from, to, maxBytes, SPLICE_F_NONBLOCK, 0, 0);
    }

    /** Bytes that wait in a pipe. */
    public static int waiting(int pipe) {
        MemorySegment buffer = Scratch.mine().buffer();
        int result = Abi.call(IOCTL, pipe, FIONREAD, buffer.address());
        return result < 0 ? result : buffer.get(ValueLayout.JAVA_INT, 0);
    }

    public static int capacity(int pipe) {
        return Abi.call(FCNTL, pipe, F_GETPIPE_SZ, 0);
    }

    public static int resize(int pipe, int bytes) {
        return Abi.call(FCNTL, pipe, F_SETPIPE_SZ, bytes);
    }

    /** Goes to the end of a file; where that is. */
    public static long toEnd(int file) {
        return Abi.callLong(LSEEK, file, 0, SEEK_END);
    }

    public static int truncate(int file, long size) {
        return Abi.call(FTRUNCATE, file, size, 0);
    }

    public static int store(int file) {
        return Abi.call(FSYNC, file);
    }

    /** Reads from a position of a file. */
    public static int readAt(int file, long position, MemorySegment into, int count) {
        return Abi.call(PREAD, file, into.address(), count, position, 0, 0);
    }

    /** The lowest priority for the calling thread: on Linux threads have one each. */
    public static int lowestPriority() {
        return Abi.call(SETPRIORITY, PRIO_PROCESS, 0, LEAST_PRIORITY);
    }

    public static int read(int descriptor, MemorySegment into, int count) {
        return (int) Abi.callLong(READ, descriptor, into.address(), count);
    }

    public static int write(int descriptor, MemorySegment bytes, int count) {
        return (int) Abi.callLong(WRITE, descriptor, bytes.address(), count);
    }

    /** Makes a named pipe. */
    public static int makeFifo(String path, int mode) {
        return Abi.call(MKNODAT, AT_FDCWD, Scratch.mine().path(path), S_IFIFO | mode, 0, 0, 0);
    }

    public static int rename(String from, String to) {
        try (Arena arena = Arena.ofConfined()) {
            return Abi.call(
                    RENAME, Scratch.mine().path(from), arena.allocateFrom(to).address(), 0);
        }
    }

    public static int unlink(String path) {
        return Abi.call(UNLINK, Scratch.mine().path(path));
    }

    /** Whether a descriptor can be written without waiting: 1 or 0. */
    public static int pollWritable(int descriptor) {
        MemorySegment buffer = Scratch.mine().buffer();
        buffer.set(ValueLayout.JAVA_INT, 0, descriptor);
        buffer.set(ValueLayout.JAVA_INT, 4, POLLOUT);
        return Abi.call(POLL, buffer.address(), 1, 0);
    }

    /** What an open file is. */
    public static Status status(int descriptor) {
        return statx(descriptor, "", AT_EMPTY_PATH);
    }

    /** What is at a path, itself and not what it leads to. */
    public static Status status(String path) {
        return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
    }

    /**
     * What statx(2) told.
     *
     * @param error errno, or 0
     * @param mode kind and permission bits
     * @param uid the owner
     */
    public record Status(
            int error,
            int mode,
            long uid,
            long device,
            long inode,
            long links,
            long size,
            long createdMillis,
            long modifiedMillis) {
        private static final int KIND = 0xF000;
        private static final int REGULAR = 0x8000;

        public boolean regular() {
            return (mode & KIND) == REGULAR;
        }

        public boolean fifo() {
            return (mode & KIND) == S_IFIFO;
        }
    }

    private static Status statx(int directory, String path, int flags) {
        Scratch scratch = Scratch.mine();
        long address = scratch.buffer().address();
        int result = Abi.call(STATX, directory, scratch.path(path), flags, STATX_WANTED, address, 0);
        if (result < 0) {
            return new Status(-result, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        byte[] told = scratch.bytes(STATX_OFFSETS_BOUND);
        long modified = millis(told, 112);
        boolean born = (integer(told, 0) & STATX_BTIME) != 0;
        return new Status(
                0,
                (int) integer(told, 28) & 0xFFFF,
                integer(told, 20),
                integer(told, 136) << 32 | integer(told, 140),
                large(told, 32),
                integer(told, 16),
                large(told, 40),
                born ? millis(told, 80) : modified,
                modified);
    }

    /** A struct statx_timestamp. */
    private static long millis(byte[] told, int offset) {
        return large(told, offset) * 1_000 + integer(told, offset + 8) / 1_000_000;
    }

    private static long large(byte[] told, int offset) {
        return integer(told, offset + 4) << 32 | integer(told, offset);
    }

    /** An unsigned one of four bytes. Both architectures have the least one in front. */
    private static long integer(byte[] told, int offset) {
        return (told[offset] & 0xFF)
                | (told[offset + 1] & 0xFF) << 8
                | (told[offset + 2] & 0xFF) << 16
                | (told[offset + 3] & 0xFFL) << 24;
    }
}
