package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Peer;

/**
 * The client's side: it makes everything itself and writes at once. Only before it reads does it wait for the daemon to have opened the
 * queues, for the queue it reads is written, and so made, by the daemon.
 */
final class ClientSide implements Side, Bell.Awaited {
    private final Path place;
    private final ClientDirectory directory;
    private final Access access;
    private final Bell bell;
    private final int maxFrameBytes;
    private final Board board;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Inbox inbox;

    ClientSide(Path place, ClientDirectory directory, Access access, Bell bell, int maxFrameBytes) throws IOException {
        this.place = place;
        this.directory = directory;
        this.access = access;
        this.bell = bell;
        this.maxFrameBytes = maxFrameBytes;
        this.board = Board.open(directory.board(), false);
        this.outbox = Outbox.open(directory.up(), board.up(), bell, access);
    }

    @Override
    public Outbox outbox() throws IOException {
        if (board.closedByPeer()) {
            throw new IOException("the daemon has ended the connection");
        }
        return outbox;
    }

    @Override
    public @Nullable Inbox inbox() throws IOException {
        lock.lock();
        try {
            if (inbox == null) {
                if (!bell.await(this)) {
                    return null;
                }
                inbox = new Inbox(directory.down(), board.down(), bell, maxFrameBytes, access);
            }
            return inbox;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isThere() {
        return bell.welcomed();
    }

    /** The daemon is whoever owns the place. */
    @Override
    public Peer peer() throws IOException {
        return new Peer(Files.getOwner(place).getName());
    }

    @Override
    public void dispose() throws IOException {
        boolean daemonClosed = board.leave();
        try (Board _ = board;
                Outbox _ = outbox;
                Inbox _ = inbox) {
            // In this order backwards, each whatever becomes of the others.
        } finally {
            if (daemonClosed || bell.ended()) {
                directory.delete();
            }
        }
        if (daemonClosed ? isAbandoned() : bell.ended()) {
            // It died, or ended before it was done: what else it left is swept as well.
            Leftovers.sweepIfDead(place);
        }
    }

    private boolean isAbandoned() {
        return Files.notExists(place.resolve(MeetingPlace.BELL)) && Files.exists(place);
    }
}
