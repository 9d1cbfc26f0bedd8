package pmon.ipc.chronicle;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Connection;

/**
 * How a client comes in: it makes its directory and its queues, rings, and says where they are. In this order: to load Chronicle takes a
 * busy machine seconds, and whoever has rung is given only so long to say something.
 */
final class Arrival {
    private Arrival() {}

    static Connection at(Path place, int maxFrameBytes) throws IOException {
        Path bell = place.resolve(MeetingPlace.BELL);
        if (Files.notExists(bell)) {
            throw nobody(bell, "there is no such file", null);
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return enter(place, channel, maxFrameBytes);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static Connection enter(Path place, SocketChannel channel, int maxFrameBytes) throws IOException {
        Access access;
        ClientDirectory directory;
        try {
            access = Access.like(place, place.resolve(PlaceLock.NAME));
            directory = ClientDirectory.make(place, access);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "cannot make queues in " + place
                            + ": it belongs to somebody else; through shared memory a daemon serves its own user and root only",
                    e);
        } catch (NoSuchFileException e) {
            throw nobody(place.resolve(MeetingPlace.BELL), "the daemon has just ended", e);
        }
        try {
            return announce(place, directory, access, channel, maxFrameBytes);
        } catch (InternalError e) {
            // The bus error of memory that is not to be had; see ChronicleConnection.
            directory.delete();
            throw new IOException("cannot make queues in " + place + ": the shared memory is full", e);
        } catch (LinkageError e) {
            // Chronicle cannot be set up any more in a process that was told to end.
            directory.delete();
            throw new IOException("cannot make queues in " + place + ": " + e, e);
        } catch (IOException | RuntimeException e) {
            directory.delete();
            if (e instanceof ConnectException) {
                Leftovers.sweepIfDead(place);
            }
            throw e;
        }
    }

    private static Connection announce(
            Path place, ClientDirectory directory, Access access, SocketChannel channel, int maxFrameBytes)
            throws IOException {
        Bell bell = new Bell(channel, false);
        ClientSide side = new ClientSide(place, directory, access, bell, maxFrameBytes);
        ChronicleConnection connection = new ChronicleConnection(side, bell, maxFrameBytes);
        try {
            ring(channel, place);
            bell.say(ByteBuffer.wrap((directory.name() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private static void ring(SocketChannel channel, Path place) throws IOException {
        Path bell = place.resolve(MeetingPlace.BELL);
        try {
            channel.connect(UnixDomainSocketAddress.of(bell));
        } catch (ConnectException e) {
            throw nobody(bell, String.valueOf(e.getMessage()), e);
        } catch (SocketException e) {
            // The JDK tells ENOENT and EACCES apart only in words of the system's language, so look again.
            if (Files.notExists(bell)) {
                throw nobody(bell, String.valueOf(e.getMessage()), e);
            }
            throw new IOException(
                    "cannot reach " + bell + ": " + e.getMessage()
                            + "; through shared memory a daemon serves its own user and root only",
                    e);
        }
    }

    private static ConnectException nobody(Path bell, String reason, @Nullable IOException cause) {
        ConnectException refused = new ConnectException("nobody listens on " + bell + ": " + reason);
        refused.initCause(cause);
        return refused;
    }
}
