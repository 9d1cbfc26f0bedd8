package pmon.ipc.socket;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The descriptor of a channel of the JDK, which keeps it to itself: the image exports {@code sun.nio.ch} to this module and to nobody
 * else. The JDK is part of the image, so what is found there at one start is found at every other; where it is not, files cannot be
 * passed and everything else works.
 */
final class ChannelDescriptor {
    private static final @Nullable MethodHandle DESCRIPTOR = find();

    private ChannelDescriptor() {}

    static boolean known() {
        return DESCRIPTOR != null;
    }

    /** Good only while the channel cannot be closed: its number may be another's afterwards. */
    static FileDescriptor of(SocketChannel channel) throws IOException {
        MethodHandle descriptor = DESCRIPTOR;
        if (descriptor == null) {
            throw new IOException("the JVM does not tell the descriptors of its channels");
        }
        try {
            return (FileDescriptor) descriptor.invoke(channel);
        } catch (Throwable e) {
            throw new IOException("the JVM did not tell the descriptor of a channel", e);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            Class<?> channel = Class.forName("sun.nio.ch.SelChImpl");
            return MethodHandles.lookup().findVirtual(channel, "getFD", MethodType.methodType(FileDescriptor.class));
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
