package pmon.api.spi.transport;

/**
 * The other end of a connection, as the kernel knows it.
 *
 * @param user user name, or the uid in digits where the system has no name for it
 */
public record Peer(String user) {}
