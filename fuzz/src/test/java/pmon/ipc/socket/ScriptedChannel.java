package pmon.ipc.socket;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** Gives what it was made with, so many bytes at a time at most, and keeps what is written to it. */
final class ScriptedChannel extends SocketChannel {
    private final ByteBuffer script;
    private final int chunk;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    ScriptedChannel(byte[] script, int chunk) {
        super(SelectorProvider.provider());
        this.script = ByteBuffer.wrap(script);
        this.chunk = chunk;
    }

    byte[] written() {
        return written.toByteArray();
    }

    @Override
    public int read(ByteBuffer into) {
        if (!script.hasRemaining()) {
            return -1;
        }
        int count = Math.min(chunk, Math.min(into.remaining(), script.remaining()));
        into.put(script.slice(script.position(), count));
        script.position(script.position() + count);
        return count;
    }

    @Override
    public int write(ByteBuffer from) {
        byte[] bytes = new byte[Math.min(chunk, from.remaining())];
        from.get(bytes);
        written.writeBytes(bytes);
        return bytes.length;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw new UnsupportedOperationException("read");
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException("write");
    }

    @Override
    public SocketChannel bind(SocketAddress address) {
        throw new UnsupportedOperationException("bind");
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException("setOption");
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException("getOption");
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public SocketChannel shutdownInput() {
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() {
        return this;
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException("socket");
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public boolean connect(SocketAddress remote) {
        return true;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        throw new UnsupportedOperationException("getRemoteAddress");
    }

    @Override
    public SocketAddress getLocalAddress() {
        throw new UnsupportedOperationException("getLocalAddress");
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}
}
