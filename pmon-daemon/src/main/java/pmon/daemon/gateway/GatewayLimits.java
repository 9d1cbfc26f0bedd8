package pmon.daemon.gateway;

import java.time.Duration;

/**
 * Bounds of the gateway.
 *
 * @param clients connected at once
 * @param reserved of these, for root and the daemon's own user, so that others cannot lock them out
 * @param perUser connected at once of any other user
 * @param turnedAway clients above these bounds that are told so when they speak; further ones are told and disconnected at once
 * @param pipelined requests a client may send ahead of their answers; one that sends more is disconnected
 * @param pipelinedBytes of such requests, unless it is only one
 * @param userFrameBytes largest frame taken from others than root and the daemon's own user: many of the transport's bound at once would
 *     fill the daemon's heap
 * @param helloTimeout for a client's first frame
 * @param idleTimeout between an answer and the next request
 * @param linger how long a refused client may take to read why
 * @param sendTimeout for the client to make room for one frame; one that reads nothing for so long is disconnected
 * @param closeGrace how long the end of the daemon waits for answers to be sent, and then for clients to be gone
 */
public record GatewayLimits(
        int clients,
        int reserved,
        int perUser,
        int turnedAway,
        int pipelined,
        int pipelinedBytes,
        int userFrameBytes,
        Duration helloTimeout,
        Duration idleTimeout,
        Duration linger,
        Duration sendTimeout,
        Duration closeGrace) {
    /** What the daemon uses. */
    public static final GatewayLimits DEFAULT = new GatewayLimits(
            256,
            32,
            16,
            32,
            16,
            256 << 10,
            256 << 10,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));
}
