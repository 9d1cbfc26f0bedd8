package pmon.daemon.gateway;

import java.io.IOException;
import pmon.api.protocol.StreamItem;

/** Takes the items of one streaming reply; waits while the client does not read. */
@FunctionalInterface
public interface ItemSink {
    void send(StreamItem item) throws IOException;
}
