package pmon.ipc.chronicle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.SharedMemory;
import pmon.api.spi.transport.TransportLimits;

/** The daemon's end: a place in shared memory, and the bell in it. */
final class ChronicleListener implements Listener {
    /** Connections, at most, from one look for what dead clients left to the next. */
    private static final int SWEEP_EVERY = 16;

    private final ServerSocketChannel channel;
    private final MeetingPlace place;
    private final TransportLimits limits;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int untilSweep;

    private ChronicleListener(ServerSocketChannel channel, MeetingPlace place, TransportLimits limits) {
        this.channel = channel;
        this.place = place;
        this.limits = limits;
    }

    static ChronicleListener open(Path runDirectory, TransportLimits limits, SharedMemory memory) throws IOException {
        MeetingPlace place = MeetingPlace.take(runDirectory, memory);
        try {
            Rehearsal.in(place);
            Files.deleteIfExists(place.bell());
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(UnixDomainSocketAddress.of(place.bell()), limits.backlog());
                Files.setPosixFilePermissions(place.bell(), Access.permissions(0600));
                return new ChronicleListener(channel, place, limits);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw new IOException("cannot listen on " + place.bell() + ": " + e.getMessage(), e);
            }
        } catch (IOException e) {
            place.close();
            throw e;
        }
    }

    @Override
    public String endpoint() {
        return ChronicleTransportProvider.SCHEME + ":" + place.path();
    }

    @Override
    public Connection accept() throws IOException {
        Bell bell = new Bell(channel.accept(), true);
        // Of clients that died before they rang, or after their connection had ended, nobody else would notice. Where
        // many are
        // here, not each that comes looks at all of them.
        if (--untilSweep <= 0) {
            untilSweep = Math.min(place.sweep(), SWEEP_EVERY);
        }
        return new ChronicleConnection(
                new DaemonSide(place, bell, limits.maxFrameBytes()), bell, limits.maxFrameBytes());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            // A second close must not remove the place of a successor.
            return;
        }
        try {
            channel.close();
            place.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the queues in " + place.path(), e);
        }
    }
}
