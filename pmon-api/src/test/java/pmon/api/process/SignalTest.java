package pmon.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "term", "SIGTERM", "sigterm", "15", " TERM "})
    void isFoundByNameOrNumber(String text) {
        assertThat(Signal.parse(text)).contains(Signal.TERM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIG", "SIG15", "0", "32", "-15", "TERMINATE"})
    void isNotFoundOtherwise(String text) {
        assertThat(Signal.parse(text)).isEmpty();
    }

    @Test
    void hasItsConventionalName() {
        assertThat(Signal.KILL.conventionalName()).isEqualTo("SIGKILL");
        assertThat(Signal.nameOf(9)).isEqualTo("SIGKILL");
        assertThat(Signal.nameOf(40)).isEqualTo("SIG40");
    }

    @Test
    void isFoundAgainByEveryNameItHas() {
        for (Signal signal : Signal.values()) {
            assertThat(Signal.parse(Signal.nameOf(signal.number()))).contains(signal);
        }
    }
}
