package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final int FEW_BYTES = 100;
    private static final int MANY = 1_000;

    private final Pace pace = new Pace(0);
    private long now;

    @Test
    void restsAHundredTimesAsLongAsARoundTook() {
        assertThat(someLines(30 * MICROSECOND, 1, false)).isEqualTo(Duration.ofMillis(3));
        assertThat(someLines(3 * MILLISECOND, MANY, false)).isEqualTo(Duration.ofMillis(300));
        assertThat(someLines(30 * MILLISECOND, MANY, false)).isEqualTo(Pace.LONGEST);
        assertThat(someLines(30 * MILLISECOND, MANY, true)).isEqualTo(Pace.LONGEST_WATCHED);
    }

    @Test
    void aRoundThatTookLongWithLittleToDoMakesNobodyWait() {
        assertThat(someLines(30 * MILLISECOND, 1, false)).isEqualTo(Duration.ofMillis(5));
        assertThat(someLines(30 * MILLISECOND, 2, false)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void aPipeThatIsBeingFilledIsFoundAQuarterFull() {
        long bytesPerMillisecond = 500_000;
        int pipe = Stream.LARGE_PIPE_BYTES;
        long emptied = 0;
        now = MILLISECOND;
        double last = 0;
        for (int round = 0; round < 100; round++) {
            long ends = now + 100 * MICROSECOND;
            long printed = (ends - emptied) * bytesPerMillisecond / MILLISECOND;
            assertThat(printed).isLessThan(pipe);
            emptied = ends;
            last = (double) printed / pipe;
            now += rest(100 * MICROSECOND, printed, pipe).toNanos();
        }
        assertThat(last).isBetween(0.2, 0.35);
    }

    @Test
    void whatCameDuringALongRoundIsNotTakenForWhatComesInAShortOne() {
        now += MILLISECOND;
        assertThat(rest(20 * MILLISECOND, 4L * Stream.LARGE_PIPE_BYTES, Stream.LARGE_PIPE_BYTES))
                .isPositive();
        now += 100 * MICROSECOND;
        Duration next = rest(100 * MICROSECOND, Stream.LARGE_PIPE_BYTES / 16, Stream.LARGE_PIPE_BYTES);
        assertThat(next).isEqualTo(Duration.ofNanos(800 * MICROSECOND));
    }

    @Test
    void aPipeThatWasFullIsLookedAtSooner() {
        now += 8 * MILLISECOND;
        Duration first = rest(0, Stream.LARGE_PIPE_BYTES, Stream.LARGE_PIPE_BYTES);
        now += first.toNanos();
        Duration second = rest(0, Stream.LARGE_PIPE_BYTES, Stream.LARGE_PIPE_BYTES);
        assertThat(first).isEqualTo(Duration.ofMillis(2));
        assertThat(second).isEqualTo(first.dividedBy(4));
    }

    @Test
    void doesNotRestForLessThanASystemCallIsWorth() {
        now += 4 * Pace.SHORTEST_BUSY.toNanos() - 1_000;
        assertThat(rest(0, Stream.PIPE_BYTES, Stream.PIPE_BYTES)).isEqualTo(Duration.ZERO);
    }

    @Test
    void whoeverFilledAPipeIsWaitedForOnlyBriefly() {
        now += MILLISECOND;
        var _ = rest(0, Pace.BUSY_BYTES, Stream.PIPE_BYTES);
        now += Pace.BUSY.toNanos() / 2;
        assertThat(rest(0, FEW_BYTES, Stream.PIPE_BYTES)).isEqualTo(Pace.LONGEST_BUSY);
    }

    private Duration someLines(long took, int streams, boolean watched) {
        long begun = now;
        now += took;
        Duration rest = pace.rest(new Pace.Round(begun, now, streams, FEW_BYTES, 0.002), watched);
        now += rest.toNanos();
        return rest;
    }

    /** After a round that began now and took so long. */
    private Duration rest(long took, long most, int pipe) {
        long begun = now;
        now += took;
        return pace.rest(new Pace.Round(begun, now, 1, most, (double) most / pipe), false);
    }
}
