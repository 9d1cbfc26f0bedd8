package pmon.api.spi.transport;

import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection, as the kernel knows it.
 *
 * @param user user name, or the uid in digits where the system has no name for it
 * @param pid of the process that connected, which may have ended since; null where the transport cannot tell
 */
public record Peer(String user, @Nullable Integer pid) {
    /** Of a process that the transport cannot tell. */
    public Peer(String user) {
        this(user, null);
    }
}
