package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.file.Path;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.SharedMemory;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;

/** Queues in shared memory, {@code chronicle:/directory/where/daemon/and/clients/meet}. */
public final class ChronicleTransportProvider implements TransportProvider {
    static final String SCHEME = "chronicle";

    @Override
    public String name() {
        return "chronicle";
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Listener listen(Path runDirectory, TransportLimits limits) throws IOException {
        return listen(runDirectory, limits, SharedMemory.DEFAULT);
    }

    @Override
    public Listener listen(Path runDirectory, TransportLimits limits, SharedMemory memory) throws IOException {
        return ChronicleListener.open(runDirectory, limits, memory);
    }

    @Override
    public Connection connect(String endpoint, TransportLimits limits) throws IOException {
        String prefix = SCHEME + ":";
        if (!endpoint.startsWith(prefix)) {
            throw new IOException("not an endpoint of this transport, which begins with " + prefix + ": " + endpoint);
        }
        return Arrival.at(Path.of(endpoint.substring(prefix.length())), limits.maxFrameBytes());
    }
}
