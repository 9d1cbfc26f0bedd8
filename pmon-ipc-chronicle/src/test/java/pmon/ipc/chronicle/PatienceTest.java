package pmon.ipc.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience();

    @Test
    void lastsForAFewTimesInVain() {
        for (int wait = 0; wait < Patience.GIVE_UP; wait++) {
            assertThat(patience.isLeft()).isTrue();
        }
        assertThat(patience.isLeft()).isFalse();
    }

    @Test
    void returnsNowAndThen() {
        int waits = 10_000;
        int left = 0;
        for (int wait = 0; wait < waits; wait++) {
            left += patience.isLeft() ? 1 : 0;
        }
        assertThat(left)
                .isGreaterThan(Patience.GIVE_UP)
                .isLessThanOrEqualTo(Patience.GIVE_UP + waits / (Patience.TRY_AGAIN - Patience.GIVE_UP));
    }

    @Test
    void isWholeAgainOnceItWasRewarded() {
        for (int wait = 0; wait < 2 * Patience.GIVE_UP; wait++) {
            patience.isLeft();
        }
        patience.rewarded();
        assertThat(patience.isLeft()).isTrue();
    }
}
