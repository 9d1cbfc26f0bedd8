package pmon.distribution.system;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** A client that knows the protocol by its page in docs only, and need not keep to it. */
final class RawClient implements AutoCloseable {
    static final int HELLO = 0x01;
    static final int WELCOME = 0x02;
    static final int REFUSED = 0x08;
    static final int ASK = 0x10;
    static final int ITEM = 0x11;
    static final int ANSWER = 0x12;

    private final SocketChannel channel;
    private final DataInputStream in;

    private RawClient(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(Channels.newInputStream(channel));
    }

    /** A frame that came. */
    record Frame(int type, JsonNode json) {}

    static RawClient connect(PmonHome home) throws IOException {
        Path socket = home.directory().resolve("run/pmon.sock");
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new RawClient(channel);
    }

    /** One that has said hello and was welcomed. */
    static RawClient welcomed(PmonHome home) throws IOException {
        RawClient client = connect(home);
        client.send(HELLO, "{\"protocol\":1,\"client\":\"a test\"}");
        Frame answer = client.receive();
        if (answer.type() != WELCOME) {
            throw new IOException("not welcomed: " + answer);
        }
        return client;
    }

    void send(int type, String json) throws IOException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(6 + content.length);
        // Frozen messages carry version 0.
        frame.putInt(2 + content.length)
                .put((byte) type)
                .put((byte) (type < 0x10 ? 0 : 1))
                .put(content)
                .flip();
        write(frame);
    }

    void sendBytes(int... bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int b : bytes) {
            buffer.put((byte) b);
        }
        write(buffer.flip());
    }

    void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** The next frame; {@link EOFException} where the daemon has ended the conversation. */
    Frame receive() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return new Frame(frame[0], Answer.parse(new String(frame, 2, frame.length - 2, StandardCharsets.UTF_8)));
    }

    /** Whether the daemon ends the conversation, reading what it still says. */
    boolean isEnded() {
        try {
            while (true) {
                receive();
            }
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
