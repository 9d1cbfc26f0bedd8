package pmon.daemon.capture;

import java.time.Duration;

/**
 * How long the pump rests between two rounds.
 *
 * <p>While programs print now and then it rests a hundred times as long as a round took, so that they cost about a hundredth of a core
 * together, however many they are. After a silence it begins with the shortest rest, each being at most twice the one before: whoever
 * begins to print a lot would wait for the pump otherwise.
 *
 * <p>While one of them fills its pipe, the rest is what the fullest pipe takes until it is half full. Moving many pages at once costs a
 * third of moving each as it comes, and neither side waits for the other's lock.
 *
 * <p>While somebody reads along it rests no longer than a person notices. Belongs to the pump's thread.
 */
final class Pace {
    /** No line is later in its file than this. */
    static final Duration LONGEST = Duration.ofMillis(500);

    static final Duration LONGEST_WATCHED = Duration.ofMillis(20);

    /** No rest is longer while a pipe is being filled: whoever prints faster all of a sudden waits no longer. */
    static final Duration LONGEST_BUSY = Duration.ofMillis(5);

    /** What is shorter is not worth a system call; how long the first rest is. */
    static final Duration SHORTEST = Duration.ofMillis(1);

    /** A pipe that had so much in it would soon be full. */
    static final long BUSY_BYTES = Stream.PIPE_BYTES / 4;

    /** Whoever filled a pipe is likely to do so again for so long. */
    static final Duration BUSY = Duration.ofMillis(20);

    private static final int REST_TIMES = 100;
    /** How full a pipe is meant to be found. */
    private static final double FILLED = 0.5;

    private long busyUntil;
    private long begunBefore;
    private long growing = SHORTEST.toNanos();

    Pace(long now) {
        this.busyUntil = now;
        this.begunBefore = now;
    }

    /**
     * What a round found.
     *
     * @param asked when the pump began to wait for it, as {@link System#nanoTime}
     * @param begun when there was something
     * @param ended when all of it was moved
     * @param most bytes that one stream had
     * @param fullest share of its pipe that a stream had, of all of them the largest; above 1 when more came meanwhile
     */
    record Round(long asked, long begun, long ended, long most, double fullest) {}

    /** The rest after a round. */
    Duration rest(Round round, boolean watched) {
        long interval = round.begun() - begunBefore;
        begunBefore = round.begun();
        if (round.most() >= BUSY_BYTES) {
            busyUntil = round.ended() + BUSY.toNanos();
        }
        long took = round.ended() - round.begun();
        if (round.ended() - busyUntil < 0) {
            growing = SHORTEST.toNanos();
            return busy(interval, took, round.fullest());
        }
        boolean silence = round.begun() - round.asked() >= SHORTEST.toNanos();
        growing = silence ? SHORTEST.toNanos() : Math.min(2 * growing, LONGEST.toNanos());
        long rest = Math.max(took * REST_TIMES, SHORTEST.toNanos());
        return Duration.ofNanos(Math.min(Math.min(rest, growing), (watched ? LONGEST_WATCHED : LONGEST).toNanos()));
    }

    /** What was filled within one interval takes so long to be filled to the half. */
    private static Duration busy(long interval, long took, double fullest) {
        double rest = fullest <= 0 ? 0 : Math.max(0, interval) * FILLED / fullest - took;
        return rest < SHORTEST.toNanos()
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.min(rest, (double) LONGEST_BUSY.toNanos()));
    }
}
