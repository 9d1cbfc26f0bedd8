package pmon.os.linux.libc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Calls on paths and descriptors. Every result is zero or more, or minus errno. */
public final class FileCalls {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_NOCTTY = 0x100;
    public static final int O_APPEND = 0x400;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;
    public static final int O_DIRECTORY = Arch.CURRENT.openDirectory;
    public static final int O_NOFOLLOW = Arch.CURRENT.openNoFollow;

    /** access(2): may be executed, or entered. */
    public static final int X_OK = 1;

    private static final int LOOK_TRIES = 100;

    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int EFD_CLOEXEC_NONBLOCK = O_CLOEXEC | O_NONBLOCK;
    private static final int MFD_CLOEXEC = 1;
    private static final int SEEK_SET = 0;
    private static final int AT_FDCWD = -100;
    private static final int AT_EACCESS = 0x200;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_TYPE_MODE_LINKS_UID = 0x1 | 0x2 | 0x4 | 0x8;
    private static final int SYS_FACCESSAT2 = 439;

    private static final MemorySegment OPEN = Abi.function("open");
    private static final MemorySegment UNLINK = Abi.function("unlink");
    private static final MemorySegment CLOSE = Abi.function("close");
    private static final MemorySegment READ = Abi.function("read");
    private static final MemorySegment WRITE = Abi.function("write");
    private static final MemorySegment FCNTL = Abi.function("fcntl");
    private static final MemorySegment FCHMOD = Abi.function("fchmod");
    private static final MemorySegment FCHOWN = Abi.function("fchown");
    private static final MemorySegment STATX = Abi.function("statx");
    private static final MemorySegment EVENTFD = Abi.function("eventfd");
    private static final MemorySegment GETDENTS64 = Abi.function("getdents64");
    private static final MemorySegment PIPE2 = Abi.function("pipe2");
    private static final MemorySegment MEMFD_CREATE = Abi.function("memfd_create");
    private static final MemorySegment LSEEK = Abi.function("lseek");
    private static final MemorySegment SYSCALL = Abi.function("syscall");

    private FileCalls() {}

    public static int open(String path, int flags, int mode) {
        return counted(openOnly(path, flags, mode));
    }

    private static int counted(int result) {
        if (result == -Errno.EMFILE || result == -Errno.ENFILE || result == -Errno.ENOMEM) {
            Scratch.mine().shortage();
        }
        return result;
    }

    /** Opens a file for a look that must be possible where all descriptors are taken, and is over soon. */
    public static int openToLook(String path, int flags) {
        int result = openOnly(path, flags, 0);
        // What is let go of may go to another thread, or back into the reserve.
        for (int tries = 0; result == -Errno.EMFILE && tries < LOOK_TRIES && Reserve.lend(); tries++) {
            result = openOnly(path, flags, 0);
        }
        return counted(result);
    }

    static int openOnly(String path, int flags, int mode) {
        return Abi.call(OPEN, Scratch.mine().path(path), flags, mode);
    }

    /**
     * How many files this thread could not open for want of descriptors or memory. Where the number grows during a look at processes, what
     * was not seen may still be there.
     */
    public static long shortages() {
        return Scratch.mine().shortages();
    }

    public static int unlink(String path) {
        return Abi.call(UNLINK, Scratch.mine().path(path));
    }

    public static int close(int descriptor) {
        int result = closeOnly(descriptor);
        Reserve.refill();
        return result;
    }

    static int closeOnly(int descriptor) {
        return Abi.call(CLOSE, descriptor);
    }

    /** Reads up to 4 KiB. */
    public static Chunk read(int descriptor) {
        Scratch scratch = Scratch.mine();
        int count = (int) Abi.callLong(READ, descriptor, scratch.buffer().address(), Scratch.BUFFER_BYTES);
        return new Chunk(count, scratch.bytes(Math.max(count, 0)));
    }

    /** Reads as many directory entries as fit into 4 KiB, as struct linux_dirent64. */
    public static Chunk getdents64(int descriptor) {
        Scratch scratch = Scratch.mine();
        int count = (int) Abi.callLong(GETDENTS64, descriptor, scratch.buffer().address(), Scratch.BUFFER_BYTES);
        return new Chunk(count, scratch.bytes(Math.max(count, 0)));
    }

    /**
     * What a read brought.
     *
     * @param count bytes; 0 at the end; minus errno
     * @param bytes the thread's own buffer, valid until its next read
     */
    @SuppressWarnings("ArrayRecordComponent") // a loan, not a value
    public record Chunk(int count, byte[] bytes) {}

    public static int eventfd() {
        return Abi.call(EVENTFD, 0, EFD_CLOEXEC_NONBLOCK, 0);
    }

    /** Writes eight bytes, as an eventfd wants them. */
    public static int writeCounter(int descriptor, long value) {
        MemorySegment buffer = Scratch.mine().buffer();
        buffer.set(ValueLayout.JAVA_LONG, 0, value);
        return (int) Abi.callLong(WRITE, descriptor, buffer.address(), Long.BYTES);
    }

    /** Writes up to 4 KiB of the bytes; how many were written. */
    public static int write(int descriptor, byte[] bytes, int from) {
        MemorySegment buffer = Scratch.mine().buffer();
        int count = Math.min(Scratch.BUFFER_BYTES, bytes.length - from);
        MemorySegment.copy(bytes, from, buffer, ValueLayout.JAVA_BYTE, 0, count);
        return (int) Abi.callLong(WRITE, descriptor, buffer.address(), count);
    }

    /** A pipe. */
    public static Pipe pipe() {
        MemorySegment ends = Scratch.mine().buffer();
        int result = Abi.call(PIPE2, ends.address(), O_CLOEXEC, 0);
        return result < 0
                ? new Pipe(result, result)
                : new Pipe(ends.get(ValueLayout.JAVA_INT, 0), ends.get(ValueLayout.JAVA_INT, 4));
    }

    /**
     * The descriptors of a pipe, or minus errno in both.
     *
     * @param out where what was written is read
     * @param in where it is written
     */
    public record Pipe(int out, int in) {}

    /** A file in memory that goes with its last descriptor. */
    public static int memoryFile() {
        return Abi.call(MEMFD_CREATE, Scratch.mine().path("pmon"), MFD_CLOEXEC, 0);
    }

    /** Goes back to the beginning of a file. */
    public static int rewind(int descriptor) {
        return (int) Abi.callLong(LSEEK, descriptor, 0, SEEK_SET);
    }

    /** Sets the status flags, such as {@link #O_APPEND}, of an open file. */
    public static int setStatusFlags(int descriptor, int flags) {
        return Abi.call(FCNTL, descriptor, F_SETFL, flags);
    }

    /** Duplicates onto the lowest free number that is not less. */
    public static int duplicate(int descriptor, int least) {
        return Abi.call(FCNTL, descriptor, F_DUPFD_CLOEXEC, least);
    }

    public static int fchmod(int descriptor, int mode) {
        return Abi.call(FCHMOD, descriptor, mode, 0);
    }

    public static int fchown(int descriptor, long uid, long gid) {
        return Abi.call(FCHOWN, descriptor, uid, gid);
    }

    /** Kind, mode, owner and links of an open file; empty with minus errno in {@link FileStatus#error}. */
    public static FileStatus status(int descriptor) {
        return statx(descriptor, "", AT_EMPTY_PATH);
    }

    /** Kind, mode and owner of what a path leads to. */
    public static FileStatus status(String path) {
        return statx(AT_FDCWD, path, 0);
    }

    /** Whether the thread, with its filesystem identity, may do it. Zero, or minus errno. */
    public static int faccessat2(String path, int mode) {
        // AT_EACCESS makes the kernel use the thread's own filesystem identity; the library's wrapper would emulate it
        // wrongly
        // on kernels before 5.8.
        return Abi.call(SYSCALL, SYS_FACCESSAT2, AT_FDCWD, Scratch.mine().path(path), mode, AT_EACCESS, 0);
    }

    /** statx and not fstat: its struct is the same on every architecture. */
    private static FileStatus statx(int directory, String path, int flags) {
        Scratch scratch = Scratch.mine();
        MemorySegment buffer = scratch.buffer();
        int result =
                Abi.call(STATX, directory, scratch.path(path), flags, STATX_TYPE_MODE_LINKS_UID, buffer.address(), 0);
        return result < 0
                ? new FileStatus(-result, 0, 0, 0)
                : new FileStatus(
                        0,
                        Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT, 28)),
                        Integer.toUnsignedLong(buffer.get(ValueLayout.JAVA_INT, 20)),
                        Integer.toUnsignedLong(buffer.get(ValueLayout.JAVA_INT, 16)));
    }
}
