package pmon.api.spi.transport;

/**
 * Bounds of a transport.
 *
 * @param maxFrameBytes the largest frame either side accepts, without its length prefix
 * @param backlog connections that may wait to be accepted
 */
public record TransportLimits(int maxFrameBytes, int backlog) {
    /** 8 MiB frames, 128 waiting connections. */
    public static final TransportLimits DEFAULT = new TransportLimits(8 * 1024 * 1024, 128);
}
