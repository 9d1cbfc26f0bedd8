package pmon.daemon.gateway;

import java.io.FileDescriptor;
import java.io.IOException;
import pmon.api.protocol.StreamItem;

/** Takes the items of one streaming reply; waits while the client does not read. */
@FunctionalInterface
public interface ItemSink {
    void send(StreamItem item) throws IOException;

    /** Whether open files reach the client. */
    default boolean passesFiles() {
        return false;
    }

    /** Sends an open file along, which the caller may close then. */
    default void send(StreamItem item, FileDescriptor file) throws IOException {
        throw new IllegalStateException("no file reaches this client");
    }
}
