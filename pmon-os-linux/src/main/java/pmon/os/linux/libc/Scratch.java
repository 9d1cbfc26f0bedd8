package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The native memory of one thread: errno, a path, a buffer. Nothing in it outlives the call it was filled for. */
final class Scratch {
    static final int BUFFER_BYTES = 4096;

    /** PATH_MAX is 4096 with its NUL; anything longer is cut here, which is still too long for the kernel, and it says so. */
    private static final int PATH_BYTES = 4104;

    private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

    private final MemorySegment errno;
    private final MemorySegment path;
    private final MemorySegment buffer;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private long shortages;

    private Scratch() {
        Arena arena = Arena.ofAuto();
        this.errno = arena.allocate(MemoryLayout.structLayout(ValueLayout.JAVA_INT));
        this.path = arena.allocate(PATH_BYTES);
        this.buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
    }

    static Scratch mine() {
        return MINE.get();
    }

    MemorySegment errnoSegment() {
        return errno;
    }

    int errno() {
        return errno.get(ValueLayout.JAVA_INT, 0);
    }

    /** Stores a path as the C library wants it; its address. */
    long path(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(encoded.length, PATH_BYTES - 1);
        MemorySegment.copy(encoded, 0, path, ValueLayout.JAVA_BYTE, 0, length);
        path.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
        return path.address();
    }

    /** Notes a file that could not be opened for want of something. */
    void shortage() {
        shortages++;
    }

    long shortages() {
        return shortages;
    }

    MemorySegment buffer() {
        return buffer;
    }

    /** The first bytes of the buffer, on the heap, where reading one by one is fast without a compiler too. */
    byte[] bytes(int length) {
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
        return bytes;
    }
}
