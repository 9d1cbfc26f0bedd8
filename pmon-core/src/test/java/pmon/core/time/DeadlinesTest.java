package pmon.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines<String> deadlines = new Deadlines<>();

    @Test
    void theEarliestIsNext() {
        deadlines.set("b", at(20));
        deadlines.set("a", at(10));
        assertThat(deadlines.next()).isEqualTo(at(10));
    }

    @Test
    void thereIsNoneAtFirst() {
        assertThat(deadlines.next()).isNull();
        assertThat(deadlines.takeDue(at(100))).isEmpty();
    }

    @Test
    void takesWhatIsDueInOrderAndOnce() {
        deadlines.set("b", at(20));
        deadlines.set("a", at(10));
        deadlines.set("c", at(21));
        assertThat(deadlines.takeDue(at(20))).containsExactly("a", "b");
        assertThat(deadlines.takeDue(at(20))).isEmpty();
        assertThat(deadlines.next()).isEqualTo(at(21));
    }

    @Test
    void whatIsDueAtTheSameTimeComesInTheOrderItWasSet() {
        for (String key : new String[] {"c", "a", "b"}) {
            deadlines.set(key, at(5));
        }
        assertThat(deadlines.takeDue(at(5))).containsExactly("c", "a", "b");
    }

    @Test
    void settingAgainReplaces() {
        deadlines.set("a", at(10));
        deadlines.set("a", at(30));
        assertThat(deadlines.takeDue(at(20))).isEmpty();
        assertThat(deadlines.next()).isEqualTo(at(30));
    }

    @Test
    void nullRemoves() {
        deadlines.set("a", at(10));
        deadlines.set("a", null);
        deadlines.set("b", null);
        assertThat(deadlines.next()).isNull();
    }

    @Test
    void aClockThatWrapsGoesOn() {
        deadlines.set("late", at(Long.MAX_VALUE + 10));
        deadlines.set("early", at(Long.MAX_VALUE - 10));
        assertThat(deadlines.takeDue(at(Long.MAX_VALUE))).containsExactly("early");
        assertThat(deadlines.takeDue(at(Long.MAX_VALUE + 11))).containsExactly("late");
    }

    private static Moment at(long nanos) {
        return new Moment(Instant.EPOCH, nanos);
    }
}
