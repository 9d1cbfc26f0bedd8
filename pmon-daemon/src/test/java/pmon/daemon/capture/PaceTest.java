package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final int FEW_BYTES = 100;

    private final Pace pace = new Pace(0);
    private long now;

    @Test
    void restsAHundredTimesAsLongAsARoundTookWhereThereIsAlwaysSomething() {
        for (int round = 0; round < 10; round++) {
            someLines(30 * MICROSECOND, false);
        }
        assertThat(someLines(30 * MICROSECOND, false)).isEqualTo(Duration.ofMillis(3));
        for (int round = 0; round < 10; round++) {
            someLines(60 * MILLISECOND, false);
        }
        assertThat(someLines(3 * MILLISECOND, false)).isEqualTo(Duration.ofMillis(300));
        assertThat(someLines(60 * MILLISECOND, false)).isEqualTo(Pace.LONGEST);
        assertThat(someLines(60 * MILLISECOND, true)).isEqualTo(Pace.LONGEST_WATCHED);
    }

    @Test
    void afterASilenceItRestsShortlyAtFirst() {
        for (int round = 0; round < 12; round++) {
            someLines(60 * MILLISECOND, false);
        }
        now += Pace.SHORTEST.toNanos();
        long asked = now - Pace.SHORTEST.toNanos();
        assertThat(rest(asked, 60 * MILLISECOND, FEW_BYTES, 1_000, false)).isEqualTo(Pace.SHORTEST);
        assertThat(someLines(60 * MILLISECOND, false)).isEqualTo(Pace.SHORTEST.multipliedBy(2));
        assertThat(someLines(60 * MILLISECOND, false)).isEqualTo(Pace.SHORTEST.multipliedBy(4));
    }

    @Test
    void aPipeThatIsBeingFilledIsFoundHalfFullAndNeverFull() {
        long bytesPerMillisecond = 250_000;
        int pipe = Stream.LARGE_PIPE_BYTES;
        long emptied = 0;
        now = MILLISECOND;
        double last = 0;
        for (int round = 0; round < 100; round++) {
            long printed = (now - emptied) * bytesPerMillisecond / MILLISECOND;
            assertThat(printed).isLessThan(pipe);
            emptied = now;
            last = (double) printed / pipe;
            now += rest(now, 100 * MICROSECOND, printed, pipe, false).toNanos();
        }
        assertThat(last).isBetween(0.4, 0.6);
    }

    @Test
    void aPipeThatWasFullIsLookedAtSooner() {
        now += 4 * MILLISECOND;
        Duration first = rest(now, 0, Stream.LARGE_PIPE_BYTES, Stream.LARGE_PIPE_BYTES, false);
        now += first.toNanos();
        Duration second = rest(now, 0, Stream.LARGE_PIPE_BYTES, Stream.LARGE_PIPE_BYTES, false);
        assertThat(first).isEqualTo(Duration.ofMillis(2));
        assertThat(second).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void doesNotRestForLessThanASystemCallIsWorth() {
        now += MILLISECOND;
        assertThat(rest(now, 0, Stream.PIPE_BYTES, Stream.PIPE_BYTES, false)).isEqualTo(Duration.ZERO);
    }

    @Test
    void whoeverFilledAPipeIsWaitedForOnlyBriefly() {
        now += MILLISECOND;
        rest(now, 0, Pace.BUSY_BYTES, Stream.PIPE_BYTES, false);
        now += Pace.BUSY.toNanos() / 2;
        assertThat(rest(now, 0, FEW_BYTES, Stream.PIPE_BYTES, false)).isEqualTo(Pace.LONGEST_BUSY);
    }

    private Duration someLines(long took, boolean watched) {
        Duration rest = rest(now, took, FEW_BYTES, Stream.PIPE_BYTES, watched);
        now += rest.toNanos();
        return rest;
    }

    /** One that began now and took so long. */
    private Duration rest(long asked, long took, long most, int pipe, boolean watched) {
        long begun = now;
        now += took;
        return pace.rest(new Pace.Round(asked, begun, now, most, (double) most / pipe), watched);
    }
}
