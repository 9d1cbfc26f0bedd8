package pmon.ipc.chronicle;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Peer;

/** The daemon's side: the client announces a directory, which is looked at closely before anything in it is opened. */
final class DaemonSide implements Side {
    /** A client announces its directory first; it has as long as the gateway waits for its first frame. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A process that is killed closes its sockets a moment before it is gone (do_exit in the kernel). */
    private static final Duration DYING = Duration.ofMillis(200);

    /** The name of a directory and a line feed. */
    private static final int ANNOUNCEMENT = 64;

    private final MeetingPlace place;
    private final Bell bell;
    private final int maxFrameBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Opened opened;
    private @Nullable IOException refused;
    private volatile @Nullable ClientDirectory announced;

    DaemonSide(MeetingPlace place, Bell bell, int maxFrameBytes) {
        this.place = place;
        this.bell = bell;
        this.maxFrameBytes = maxFrameBytes;
    }

    private record Opened(ClientDirectory directory, Peer peer, Board board, Inbox inbox, Outbox outbox) {}

    @Override
    public Outbox outbox() throws IOException {
        Opened client = opened();
        if (client.board().closedByPeer()) {
            throw new IOException("the client has ended the connection");
        }
        return client.outbox();
    }

    @Override
    public Inbox inbox() throws IOException {
        return opened().inbox();
    }

    @Override
    public Peer peer() throws IOException {
        return opened().peer();
    }

    @Override
    public void dispose() throws IOException {
        Opened client = opened;
        if (client == null) {
            forgetUnseen();
        } else {
            leave(client);
        }
    }

    private void leave(Opened client) throws IOException {
        boolean last =
                client.board().leave() || bell.ended() || !client.directory().inUse();
        try (Board _ = client.board();
                Outbox _ = client.outbox();
                Inbox _ = client.inbox()) {
            // In this order backwards, each whatever becomes of the others.
        } finally {
            if (last) {
                client.directory().delete();
            }
            place.present().remove(client.directory().name());
        }
    }

    /** A client that came and went before anybody looked at it, or that died before it said where its queues are. */
    private void forgetUnseen() throws IOException {
        ClientDirectory directory = announced;
        if (directory != null) {
            place.present().remove(directory.name());
        }
        ByteBuffer line = bell.unheard();
        if (directory == null && line.hasRemaining()) {
            String name = StandardCharsets.ISO_8859_1.decode(line).toString().strip();
            directory = ClientDirectory.announced(place.path(), name);
        }
        if (directory != null && (bell.ended() || !directory.inUse())) {
            directory.delete();
        } else {
            var _ = Thread.ofVirtual().name("client sweep").start(this::sweep);
        }
    }

    private void sweep() {
        try {
            Thread.sleep(DYING);
            place.sweep();
        } catch (IOException | InterruptedException e) {
            // What is left is swept when the next clients come, and when the daemon ends or starts.
            bell.close();
        }
    }

    private Opened opened() throws IOException {
        lock.lock();
        try {
            if (refused != null) {
                throw refused;
            }
            if (opened == null) {
                opened = open();
            }
            return opened;
        } catch (IOException e) {
            refused = e;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private Opened open() throws IOException {
        String name = announcement();
        try {
            ClientDirectory directory = ClientDirectory.announced(place.path(), name);
            announced = directory;
            place.present().add(name);
            Opened client = open(directory);
            bell.say(ByteBuffer.wrap(new byte[] {Bell.WELCOME}));
            return client;
        } catch (IOException | RuntimeException | InternalError e) {
            byte[] reason = ("the daemon cannot use this client's queues: " + e.getMessage())
                    .getBytes(StandardCharsets.ISO_8859_1);
            int length = Math.min(reason.length, Bell.REASON);
            bell.say(ByteBuffer.allocate(1 + length)
                    .put(Bell.REFUSED)
                    .put(reason, 0, length)
                    .flip());
            throw e;
        }
    }

    private Opened open(ClientDirectory directory) throws IOException {
        Peer peer = new Peer(directory.owner());
        Board board = Board.open(directory.board(), true);
        try {
            Inbox inbox = new Inbox(directory.up(), board.up(), bell, maxFrameBytes, place.access());
            try {
                return new Opened(
                        directory,
                        peer,
                        board,
                        inbox,
                        Outbox.open(directory.down(), board.down(), bell, place.access()));
            } catch (IOException | RuntimeException | InternalError e) {
                inbox.close();
                throw e;
            }
        } catch (IOException | RuntimeException | InternalError e) {
            board.close();
            throw e;
        }
    }

    /** The first line that the client says. */
    private String announcement() throws IOException {
        Thread watch = Thread.ofVirtual().name("client watch").start(this::losePatience);
        try {
            ByteBuffer line = ByteBuffer.allocate(ANNOUNCEMENT);
            while (line.position() == 0 || line.get(line.position() - 1) != '\n') {
                if (!line.hasRemaining() || bell.read(line) < 0) {
                    throw new EOFException("the client has not announced its queues");
                }
            }
            return new String(line.array(), 0, line.position() - 1, StandardCharsets.ISO_8859_1);
        } finally {
            watch.interrupt();
        }
    }

    private void losePatience() {
        try {
            Thread.sleep(PATIENCE);
            bell.close();
        } catch (InterruptedException e) {
            // It has spoken.
        }
    }
}
