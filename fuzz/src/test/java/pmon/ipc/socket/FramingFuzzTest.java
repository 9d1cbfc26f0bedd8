package pmon.ipc.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.FrameTooLargeException;

class FramingFuzzTest {
    /** What the daemon takes of a user, and what the transport takes at most. */
    private static final int USERS_BOUND = 256 * 1024;

    private static final int BOUND = 8 * 1024 * 1024;
    /** The buffer for reading ahead, one chunk for content, and what is around them. */
    private static final long CONSTANT_MEMORY = 512 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The first byte says how the rest arrives. */
    @FuzzTest
    void framesAreWhatTheLengthsSay(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        int chunk = (bytes[0] & 0xff) + 1;
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        for (int bound : new int[] {USERS_BOUND, BOUND}) {
            received(stream, chunk, bound);
        }
    }

    private static void received(byte[] stream, int chunk, int bound) throws IOException {
        ByteBuffer expected = ByteBuffer.wrap(stream);
        SocketConnection connection = new SocketConnection(new ScriptedChannel(stream, chunk), BOUND);
        List<byte[]> frames = new ArrayList<>();
        boolean over = false;
        while (!over) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            byte @Nullable [] frame = null;
            Throwable failure = null;
            try {
                frame = connection.receive(bound);
            } catch (EOFException | FrameTooLargeException e) {
                failure = e;
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .isLessThan(CONSTANT_MEMORY + 4L * stream.length);
            over = frame == null;
            if (frame != null) {
                byte[] content = new byte[expected.getInt()];
                expected.get(content);
                assertThat(frame).isEqualTo(content);
                frames.add(frame);
            } else {
                assertThat(failure == null ? null : failure.getClass()).isEqualTo(end(expected, bound));
            }
        }
        ScriptedChannel sent = new ScriptedChannel(new byte[0], chunk);
        SocketConnection sender = new SocketConnection(sent, BOUND);
        for (byte[] frame : frames) {
            sender.send(frame);
        }
        assertThat(sent.written()).isEqualTo(Arrays.copyOf(stream, expected.position()));
    }

    /** How a stream ends that has no whole frame any more. */
    private static @Nullable Class<?> end(ByteBuffer rest, int bound) {
        if (!rest.hasRemaining()) {
            return null;
        }
        boolean tooLarge = rest.remaining() >= 4 && Integer.toUnsignedLong(rest.getInt(rest.position())) > bound;
        return tooLarge ? FrameTooLargeException.class : EOFException.class;
    }
}
