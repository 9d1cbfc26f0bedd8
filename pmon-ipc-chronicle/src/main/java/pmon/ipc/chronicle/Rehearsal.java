package pmon.ipc.chronicle;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Sends a frame from the daemon to itself before anybody else does, for two reasons. That there is no memory, or that it cannot be mapped,
 * is told when the daemon starts. And Chronicle's classes are initialized by one thread: two virtual threads that each wait for
 * classes of the other would hold the carriers that they need (a waiting class initializer cannot be unmounted).
 */
final class Rehearsal {
    private Rehearsal() {}

    static void in(MeetingPlace place) throws IOException {
        Path path = place.path();
        ClientDirectory directory = ClientDirectory.make(path, place.access());
        try (Bell bell = new Bell(SocketChannel.open(StandardProtocolFamily.UNIX), true)) {
            play(directory, bell, place.access());
        } catch (InternalError e) {
            throw new IOException("cannot make queues in " + path + ": the shared memory is full", e);
        } catch (RuntimeException e) {
            throw new IOException("cannot make queues in " + path + ": " + e, e);
        } finally {
            Tree.delete(directory.path());
        }
    }

    private static void play(ClientDirectory directory, Bell bell, Access access) throws IOException {
        try (Board board = Board.open(directory.board(), true);
                Outbox outbox = Outbox.open(directory.up(), board.up(), bell, access);
                Inbox inbox = new Inbox(directory.up(), board.up(), bell, 1, access)) {
            outbox.send(new byte[1]);
            byte[] received = inbox.receive(() -> false);
            if (received == null || received.length != 1) {
                throw new IOException("a queue in " + directory.path() + " does not give back what was put in");
            }
        }
    }
}
