package pmon.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {
    private final Moment now = new Moment(Instant.parse("2026-01-01T00:00:00Z"), -5);

    @Test
    void movesOnBothClocks() {
        Moment later = now.plus(Duration.ofSeconds(2));
        assertThat(later.wall()).isEqualTo(Instant.parse("2026-01-01T00:00:02Z"));
        assertThat(later.since(now)).isEqualTo(Duration.ofSeconds(2));
        assertThat(later.reached(now)).isTrue();
        assertThat(now.reached(later)).isFalse();
    }

    @Test
    void whatIsTooFarIsFarEnough() {
        Moment never = now.plus(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(now.plus(Duration.ofDays(3_650)).reached(never)).isFalse();
    }

    @Test
    void findsAnEarlierMomentByTheWallClock() {
        Moment earlier = now.earlier(now.wall().minusSeconds(3));
        assertThat(now.since(earlier)).isEqualTo(Duration.ofSeconds(3));
        assertThat(now.reached(now.earlier(Instant.MIN))).isTrue();
    }

    @Test
    void whatSeemsToLieAheadIsNow() {
        assertThat(now.earlier(now.wall().plusSeconds(3))).isEqualTo(now);
    }
}
