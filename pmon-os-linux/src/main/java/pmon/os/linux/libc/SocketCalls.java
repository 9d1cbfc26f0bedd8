package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Datagrams over Unix sockets, which the JDK does not have. */
public final class SocketCalls {
    /** sun_path of struct sockaddr_un is 108 bytes; one of them ends a path, or begins an abstract name. */
    public static final int ADDRESS_BYTES_BOUND = 107;

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDTIMEO = 21;
    private static final int SO_PASSCRED = 16;
    private static final int FAMILY_BYTES = 2;
    /** How long a receiver with a full queue is waited for. */
    private static final long PATIENCE_SECONDS = 5;

    private static final MemorySegment SOCKET = Abi.function("socket");
    private static final MemorySegment SETSOCKOPT = Abi.function("setsockopt");
    private static final MemorySegment BIND = Abi.function("bind");
    private static final MemorySegment SENDTO = Abi.function("sendto");

    private SocketCalls() {}

    /** A datagram socket without an address; close it with {@link FileCalls#close}. */
    static int datagramSocket() {
        return Abi.call(SOCKET, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    }

    /**
     * A datagram socket with an address, whose receiver learns who has sent what; minus errno where it cannot be had. Close it with
     * {@link FileCalls#close}.
     *
     * @param address as in {@link #sendDatagram}
     */
    public static int bindDatagramSocket(String address) {
        int socket = datagramSocket();
        if (socket < 0) {
            return socket;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = address(arena, address);
            MemorySegment yes = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
            int error = Abi.call(SETSOCKOPT, socket, SOL_SOCKET, SO_PASSCRED, yes.address(), yes.byteSize(), 0);
            if (error >= 0) {
                error = Abi.call(BIND, socket, at.address(), at.byteSize());
            }
            if (error < 0) {
                FileCalls.close(socket);
                return error;
            }
            return socket;
        }
    }

    /**
     * Sends one datagram; EAGAIN where the receiver's queue stays full.
     *
     * @param address a path, or an abstract name behind {@code @}; at most {@value #ADDRESS_BYTES_BOUND} bytes
     * @return the bytes sent, or minus errno
     */
    public static int sendDatagram(String address, String text) {
        int socket = datagramSocket();
        if (socket < 0) {
            return socket;
        }
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            MemorySegment message = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            MemorySegment to = address(arena, address);
            MemorySegment patience = arena.allocateFrom(ValueLayout.JAVA_LONG, PATIENCE_SECONDS, 0);
            Abi.call(SETSOCKOPT, socket, SOL_SOCKET, SO_SNDTIMEO, patience.address(), patience.byteSize(), 0);
            return Abi.call(SENDTO, socket, message.address(), bytes.length, MSG_NOSIGNAL, to.address(), to.byteSize());
        } finally {
            FileCalls.close(socket);
        }
    }

    /** A struct sockaddr_un exactly as long as its address, because NULs would be part of an abstract name. */
    static MemorySegment address(Arena arena, String address) {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = address.startsWith("@");
        MemorySegment struct = arena.allocate(FAMILY_BYTES + name.length + (isAbstract ? 0 : 1), Short.BYTES);
        struct.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, struct, ValueLayout.JAVA_BYTE, FAMILY_BYTES, name.length);
        if (isAbstract) {
            struct.set(ValueLayout.JAVA_BYTE, FAMILY_BYTES, (byte) 0);
        }
        return struct;
    }
}
