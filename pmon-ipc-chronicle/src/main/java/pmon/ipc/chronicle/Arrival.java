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
import pmon.api.spi.transport.Connection;

/** How a client comes in: it rings, makes its directory, and says where that is. */
final class Arrival {
    private Arrival() {}

    static Connection at(Path place, int maxFrameBytes) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            ring(channel, place);
            return enter(place, new Bell(channel, false), maxFrameBytes);
        } catch (IOException | RuntimeException | InternalError e) {
            channel.close();
            throw e;
        }
    }

    private static void ring(SocketChannel channel, Path place) throws IOException {
        Path bell = place.resolve(MeetingPlace.BELL);
        try {
            channel.connect(UnixDomainSocketAddress.of(bell));
        } catch (ConnectException e) {
            Leftovers.sweepIfDead(place);
            throw nobody(bell, e);
        } catch (SocketException e) {
            // The JDK tells ENOENT and EACCES apart only in words of the system's language, so look again.
            if (Files.notExists(bell)) {
                throw nobody(bell, e);
            }
            throw new IOException(
                    "cannot reach " + bell + ": " + e.getMessage()
                            + "; through shared memory a daemon serves its own user and root only",
                    e);
        }
    }

    private static Connection enter(Path place, Bell bell, int maxFrameBytes) throws IOException {
        Access access;
        ClientDirectory directory;
        try {
            access = Access.like(place, place.resolve(PlaceLock.NAME));
            directory = ClientDirectory.make(place, access);
        } catch (AccessDeniedException e) {
            throw new IOException("cannot make queues in " + place + ": it belongs to somebody else", e);
        } catch (NoSuchFileException e) {
            ConnectException gone = new ConnectException("the daemon in " + place + " has just ended");
            gone.initCause(e);
            throw gone;
        }
        try {
            ClientSide side = new ClientSide(place, directory, access, bell, maxFrameBytes);
            ChronicleConnection connection = new ChronicleConnection(side, bell, maxFrameBytes);
            bell.say(ByteBuffer.wrap((directory.name() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return connection;
        } catch (InternalError e) {
            // The bus error of memory that is not to be had; see ChronicleConnection.
            Tree.delete(directory.path());
            throw new IOException("cannot make queues in " + place + ": the shared memory is full", e);
        } catch (IOException | RuntimeException e) {
            Tree.delete(directory.path());
            throw e;
        }
    }

    private static ConnectException nobody(Path bell, SocketException cause) {
        ConnectException refused = new ConnectException("nobody listens on " + bell + ": " + cause.getMessage());
        refused.initCause(cause);
        return refused;
    }
}
