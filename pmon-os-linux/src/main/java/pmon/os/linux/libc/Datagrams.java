package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * Receives datagrams together with the pid of whoever has sent each, as the kernel says it. One thread. Sources: recvmsg(2), unix(7),
 * cmsg(3); struct msghdr and struct cmsghdr are alike on all 64-bit Linux.
 */
public final class Datagrams {
    /** A datagram is one write of at most PIPE_BUF bytes, says sd_notify(3). */
    private static final int TEXT_BYTES = 4096;

    /** A message carries at most 253 descriptors (SCM_MAX_FD). */
    private static final int DESCRIPTORS_BOUND = 253;

    private static final int MSG_PEEK = 0x02;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;

    private static final int HEADER_BYTES = 56;
    private static final int AT_VECTOR = 16;
    private static final int AT_VECTOR_LENGTH = 24;
    private static final int AT_CONTROL = 32;
    private static final int AT_CONTROL_LENGTH = 40;
    private static final int AT_FLAGS = 48;
    private static final int CONTROL_HEADER_BYTES = 16;
    private static final int CREDENTIALS_BYTES = 12;
    private static final int CONTROL_BYTES =
            2 * CONTROL_HEADER_BYTES + 2 * Long.BYTES + DESCRIPTORS_BOUND * Integer.BYTES;

    private static final MemorySegment RECV = Abi.function("recv");
    private static final MemorySegment RECVMSG = Abi.function("recvmsg");

    private final int socket;
    private final MemorySegment text;
    private final MemorySegment control;
    private final MemorySegment header;
    /** The header points to it, which keeps no memory alive. */
    private final MemorySegment vector;

    /** @param socket of {@link SocketCalls#bindDatagramSocket} */
    public Datagrams(int socket) {
        this.socket = socket;
        Arena arena = Arena.ofAuto();
        text = arena.allocate(TEXT_BYTES, Long.BYTES);
        control = arena.allocate(CONTROL_BYTES, Long.BYTES);
        header = arena.allocate(HEADER_BYTES, Long.BYTES);
        vector = arena.allocate(2 * Long.BYTES, Long.BYTES);
        vector.set(ValueLayout.JAVA_LONG, 0, text.address());
        vector.set(ValueLayout.JAVA_LONG, Long.BYTES, TEXT_BYTES);
        header.set(ValueLayout.JAVA_LONG, AT_VECTOR, vector.address());
        header.set(ValueLayout.JAVA_LONG, AT_VECTOR_LENGTH, 1);
        header.set(ValueLayout.JAVA_LONG, AT_CONTROL, control.address());
    }

    /**
     * What was received.
     *
     * @param error zero, or minus errno, and then there is nothing
     * @param sender of the datagram; null where there is none
     */
    public record Received<T>(int error, T sender, String text) {}

    /** Waits until there is a datagram, and leaves it there; zero, or minus errno. */
    public int await() {
        return Math.min(0, Abi.call(RECV, socket, 0, 0, MSG_PEEK, 0, 0));
    }

    /** Whether there is no datagram. Any thread. */
    public boolean isEmpty() {
        return Abi.call(RECV, socket, 0, 0, MSG_PEEK | MSG_DONTWAIT, 0, 0) < 0;
    }

    /**
     * Waits for a datagram. Descriptors that came along are closed once the sender has been looked at: closing them tells those who wait for
     * it (sd_notify_barrier(3)) that they may end.
     *
     * @param look is told the pid of the sender, 0 for none
     */
    public <T> Received<T> receive(IntFunction<T> look) {
        header.set(ValueLayout.JAVA_LONG, AT_CONTROL_LENGTH, CONTROL_BYTES);
        header.set(ValueLayout.JAVA_INT, AT_FLAGS, 0);
        long count = Abi.callLong(RECVMSG, socket, header.address(), MSG_CMSG_CLOEXEC);
        if (count < 0) {
            return new Received<>((int) count, look.apply(0), "");
        }
        int pid = credentials();
        try {
            boolean cut = (header.get(ValueLayout.JAVA_INT, AT_FLAGS) & MSG_TRUNC) != 0;
            byte[] bytes = text.asSlice(0, cut ? 0 : count).toArray(ValueLayout.JAVA_BYTE);
            return new Received<>(0, look.apply(pid), new String(bytes, StandardCharsets.UTF_8));
        } finally {
            closeDescriptors();
        }
    }

    private int credentials() {
        int at = find(SCM_CREDENTIALS);
        return at < 0 || length(at) < CONTROL_HEADER_BYTES + CREDENTIALS_BYTES
                ? 0
                : control.get(ValueLayout.JAVA_INT, at + CONTROL_HEADER_BYTES);
    }

    private void closeDescriptors() {
        int at = find(SCM_RIGHTS);
        if (at >= 0) {
            for (long next = (long) at + CONTROL_HEADER_BYTES;
                    next + Integer.BYTES <= at + length(at);
                    next += Integer.BYTES) {
                FileCalls.close(control.get(ValueLayout.JAVA_INT, next));
            }
        }
    }

    /** Where a message of this type begins in the control data; negative where there is none. */
    private int find(int type) {
        long end = header.get(ValueLayout.JAVA_LONG, AT_CONTROL_LENGTH);
        int at = 0;
        while (at + CONTROL_HEADER_BYTES <= end && length(at) >= CONTROL_HEADER_BYTES) {
            if (control.get(ValueLayout.JAVA_INT, at + 8) == SOL_SOCKET
                    && control.get(ValueLayout.JAVA_INT, at + 12) == type) {
                return at;
            }
            at += (int) ((length(at) + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        }
        return -1;
    }

    private long length(int at) {
        return control.get(ValueLayout.JAVA_LONG, at);
    }
}
