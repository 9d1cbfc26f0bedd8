package pmon.daemon.capture;

import java.time.Duration;

/**
 * How long the pump rests between two rounds. It rests a hundred times as long as a round took, so that programs that print now and then cost
 * about a hundredth of a core together, however many they are; while one of them fills its pipe it does not rest at all, and while
 * somebody reads along it rests no longer than a person notices.
 */
final class Pace {
    /** No line is later in its file than this. */
    static final Duration LONGEST = Duration.ofMillis(500);

    static final Duration LONGEST_WATCHED = Duration.ofMillis(20);

    /** A pipe that had so much in it would be full before the next round. */
    static final long BUSY_BYTES = Stream.PIPE_BYTES / 4;

    /** Whoever filled a pipe is likely to do so again: for so long nobody rests. */
    static final long BUSY_NANOS = 20_000_000;

    private static final int REST_TIMES = 100;
    /** Shorter is not worth a system call. */
    private static final long SHORTEST_NANOS = 1_000_000;

    private Pace() {}

    /**
     * The rest after a round.
     *
     * @param most bytes that one stream had
     */
    static Duration rest(long roundNanos, long most, boolean watched) {
        if (most >= BUSY_BYTES) {
            return Duration.ZERO;
        }
        long rest = roundNanos * REST_TIMES;
        if (rest < SHORTEST_NANOS) {
            return Duration.ofNanos(SHORTEST_NANOS);
        }
        return Duration.ofNanos(Math.min(rest, (watched ? LONGEST_WATCHED : LONGEST).toNanos()));
    }
}
