package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Passes descriptors over a Unix socket (SCM_RIGHTS, unix(7)). Zero or more, or minus errno. */
public final class RightsCalls {
    /** SCM_MAX_FD of linux/net/scm.h. */
    public static final int DESCRIPTORS_BOUND = 253;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MESSAGE_BYTES = 56;
    private static final int CONTROL_HEADER_BYTES = 16;

    private static final MemorySegment SOCKETPAIR = Abi.function("socketpair");
    private static final MemorySegment SENDMSG = Abi.function("sendmsg");

    private RightsCalls() {}

    /** Two sockets joined to each other. */
    public static FileCalls.Pipe socketPair() {
        MemorySegment ends = Scratch.mine().buffer();
        int result = Abi.call(SOCKETPAIR, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.address(), 0, 0);
        return result < 0
                ? new FileCalls.Pipe(result, result)
                : new FileCalls.Pipe(ends.get(ValueLayout.JAVA_INT, 0), ends.get(ValueLayout.JAVA_INT, 4));
    }

    /**
     * Sends descriptors and one byte, without waiting for room.
     *
     * @param descriptors at most {@value #DESCRIPTORS_BOUND}
     */
    public static int send(int socket, List<Integer> descriptors) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment payload = arena.allocate(1);
            MemorySegment vector = arena.allocate(16, Long.BYTES);
            vector.set(ValueLayout.JAVA_LONG, 0, payload.address());
            vector.set(ValueLayout.JAVA_LONG, 8, 1);
            long length = CONTROL_HEADER_BYTES + (long) Integer.BYTES * descriptors.size();
            MemorySegment control = arena.allocate(length + Long.BYTES, Long.BYTES);
            control.set(ValueLayout.JAVA_LONG, 0, length);
            control.set(ValueLayout.JAVA_INT, 8, SOL_SOCKET);
            control.set(ValueLayout.JAVA_INT, 12, SCM_RIGHTS);
            for (int i = 0; i < descriptors.size(); i++) {
                control.set(ValueLayout.JAVA_INT, CONTROL_HEADER_BYTES + (long) Integer.BYTES * i, descriptors.get(i));
            }
            MemorySegment message = arena.allocate(MESSAGE_BYTES, Long.BYTES);
            message.set(ValueLayout.JAVA_LONG, 16, vector.address());
            message.set(ValueLayout.JAVA_LONG, 24, 1);
            message.set(ValueLayout.JAVA_LONG, 32, control.address());
            message.set(ValueLayout.JAVA_LONG, 40, (length + 7) / 8 * 8);
            return (int) Abi.callLong(SENDMSG, socket, message.address(), MSG_DONTWAIT | MSG_NOSIGNAL);
        }
    }
}
