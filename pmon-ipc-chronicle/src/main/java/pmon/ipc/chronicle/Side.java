package pmon.ipc.chronicle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Peer;

/** One side of a connection, which opens its queues when they are first needed. Any thread. */
interface Side {
    /** Where this side writes. */
    Outbox outbox() throws IOException;

    /** Where it reads; null when the other side is gone before there was anything. */
    @Nullable
    Inbox inbox() throws IOException;

    Peer peer() throws IOException;

    /** Lets go of the queues, and removes them if the other side is gone as well. Nobody uses them any more. */
    void dispose() throws IOException;
}
