package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The other end of a datagram: a bound socket. */
public final class DatagramReceiver implements AutoCloseable {
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MESSAGE_BOUND = 1024;

    private final int socket = SocketCalls.datagramSocket();

    public DatagramReceiver(String address) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bound = SocketCalls.address(arena, address);
            int result = Abi.call(Abi.function("bind"), socket, bound.address(), bound.byteSize());
            if (result < 0) {
                throw new IllegalStateException("cannot bind " + address + ": " + Errno.describe(-result));
            }
        }
    }

    /** A message that has arrived. */
    public String message() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(MESSAGE_BOUND);
            int length = Abi.call(Abi.function("recv"), socket, buffer.address(), MESSAGE_BOUND, MSG_DONTWAIT, 0, 0);
            if (length < 0) {
                throw new IllegalStateException("no message: " + Errno.describe(-length));
            }
            return new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        FileCalls.close(socket);
    }
}
