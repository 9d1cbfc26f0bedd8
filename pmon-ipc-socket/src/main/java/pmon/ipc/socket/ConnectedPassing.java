package pmon.ipc.socket;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketCredentials;
import pmon.api.spi.transport.Peer;

/**
 * A client's end that takes files: a socket of junixsocket, which holds the thread that waits for it. Virtual threads would wait for one
 * of its few threads instead (<a href="https://github.com/kohlschutter/junixsocket/issues/172">junixsocket 172</a>), so use others.
 */
final class ConnectedPassing implements Passing {
    /** Room for control messages: descriptors of 4 bytes each and their heads (cmsg(3)). The daemon sends one at a time. */
    private static final int CONTROL_BYTES = 256;

    private final AFUNIXSocketChannel channel;
    private final Deque<FileDescriptor> received = new ArrayDeque<>();

    private ConnectedPassing(AFUNIXSocketChannel channel) {
        this.channel = channel;
    }

    static ConnectedPassing to(SocketAddress address) throws IOException {
        AFUNIXSocketChannel channel = AFUNIXSocketChannel.open();
        try {
            channel.setAncillaryReceiveBufferSize(CONTROL_BYTES);
            channel.connect(AFUNIXSocketAddress.of(((UnixDomainSocketAddress) address).getPath()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new ConnectedPassing(channel);
    }

    AFUNIXSocketChannel channel() {
        return channel;
    }

    @Override
    public int write(ByteBuffer bytes, FileDescriptor file) throws IOException {
        channel.setOutboundFileDescriptors(file);
        return channel.write(bytes);
    }

    @Override
    public @Nullable FileDescriptor received() {
        try {
            Collections.addAll(received, channel.getReceivedFileDescriptors());
        } catch (IOException e) {
            // The connection is closed, and the files with it.
            return null;
        }
        return received.poll();
    }

    @Override
    public Peer peer() throws IOException {
        AFUNIXSocketCredentials credentials = channel.getPeerCredentials();
        return new Peer(Long.toString(credentials.getUid()), (int) credentials.getPid());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way (close(2)); there is nothing a caller could do.
        }
    }
}
