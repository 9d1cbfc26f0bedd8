package pmon.daemon.capture;

import java.time.Duration;

/**
 * How long the pump rests between two rounds.
 *
 * <p>While programs print now and then it rests a hundred times as long as a round took, so that they cost about a hundredth of a core
 * together, however many they are. A round that found little to do and took long all the same was cold, or had to wait for a processor:
 * that is no reason to let anybody wait.
 *
 * <p>While one of them fills its pipe, the rest is what the fullest pipe takes until a part of it is full. Moving many pages at once costs a
 * third of moving each as it comes, and neither side waits for the other's lock; more than a part would no longer be in the processor's
 * cache when it is moved.
 *
 * <p>While somebody reads along it rests no longer than a person notices. Belongs to the pump's thread.
 */
final class Pace {
    /** No line is later in its file than this. */
    static final Duration LONGEST = Duration.ofMillis(500);

    static final Duration LONGEST_WATCHED = Duration.ofMillis(20);

    /** No rest is longer while a pipe is being filled: whoever prints faster all of a sudden waits no longer. */
    static final Duration LONGEST_BUSY = Duration.ofMillis(5);

    /** The kernel ends a rest up to 50 µs late: what is not much longer is left out. */
    static final Duration SHORTEST_BUSY = Duration.ofNanos(200_000);

    /** A pipe that had so much in it would soon be full. */
    static final long BUSY_BYTES = Stream.PIPE_BYTES / 4;

    /** Whoever filled a pipe is likely to do so again for so long. */
    static final Duration BUSY = Duration.ofMillis(20);

    private static final long SHORTEST_NANOS = 1_000_000;
    private static final int REST_TIMES = 100;
    /** More than this for a stream that had little is not what it costs. */
    private static final long STREAM_NANOS = 50_000;
    /** How full a pipe is meant to be found. */
    private static final double FILLED = 0.25;

    private long busyUntil;
    private long endedBefore;

    Pace(long now) {
        this.busyUntil = now;
        this.endedBefore = now;
    }

    /**
     * What a round found.
     *
     * @param begun when there was something, as {@link System#nanoTime}
     * @param ended when all of it was moved
     * @param streams how many had something
     * @param most bytes that one of them had
     * @param fullest share of its pipe that one of them had, of all of them the largest; above 1 when more came meanwhile
     */
    record Round(long begun, long ended, int streams, long most, double fullest) {}

    /** Nanoseconds since the end of the round before: what was moved by now came within them. */
    long since(long now) {
        return now - endedBefore;
    }

    /** The rest after a round. */
    Duration rest(Round round, boolean watched) {
        long interval = since(round.ended());
        endedBefore = round.ended();
        if (round.most() >= BUSY_BYTES) {
            busyUntil = round.ended() + BUSY.toNanos();
        }
        long took = round.ended() - round.begun();
        if (round.ended() - busyUntil < 0) {
            return busy(interval, round.fullest());
        }
        long rest = Math.max(Math.min(took, round.streams() * STREAM_NANOS) * REST_TIMES, SHORTEST_NANOS);
        return Duration.ofNanos(Math.min(rest, (watched ? LONGEST_WATCHED : LONGEST).toNanos()));
    }

    /** What was filled within one interval takes so long to be filled to the part. */
    private static Duration busy(long interval, double fullest) {
        double rest = fullest <= 0 ? 0 : interval * FILLED / fullest;
        return rest < SHORTEST_BUSY.toNanos()
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.min(rest, (double) LONGEST_BUSY.toNanos()));
    }
}
