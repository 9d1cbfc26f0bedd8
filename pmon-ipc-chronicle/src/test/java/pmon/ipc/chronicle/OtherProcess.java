package pmon.ipc.chronicle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;

/** A daemon that gives back what it gets, or a client that stops at some point; both are killed in the end. */
final class OtherProcess {
    private static final ChronicleTransportProvider PROVIDER = new ChronicleTransportProvider();

    private OtherProcess() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("daemon")) {
            serve(PROVIDER.listen(Path.of(args[1]), TransportLimits.DEFAULT));
        } else {
            Connection connection = PROVIDER.connect(args[1], TransportLimits.DEFAULT);
            say("connected");
            if (args[2].equals("1")) {
                connection.send(new byte[100]);
            } else if (args[2].equals("2")) {
                // More than the daemon's window: it is killed within the frame.
                connection.send(new byte[TransportLimits.DEFAULT.maxFrameBytes()]);
            }
            Thread.currentThread().join();
        }
    }

    private static void serve(Listener listener) throws Exception {
        say(listener.endpoint());
        while (true) {
            Connection connection = listener.accept();
            Thread.ofVirtual().start(() -> echo(connection));
        }
    }

    private static void echo(Connection connection) {
        try (connection) {
            for (byte[] frame = connection.receive(); frame != null; frame = connection.receive()) {
                connection.send(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
