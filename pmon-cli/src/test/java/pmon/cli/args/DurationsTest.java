package pmon.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.cli.args.Durations.Bare;
import pmon.cli.shell.Failure;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"500ms,500", "2s,2000", "5m,300000", "1h30m,5400000", "1h2m3s4ms,3723004", "0s,0", "90s,90000"})
    void areReadAsWritten(String text, long millis) throws Failure {
        assertThat(Durations.parse(text, "--x", Bare.REFUSED)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "1", "-1s", "1.5s", "1s1m", "1s1s", "1 s", "1d", "9999999999999999h", "1sx", "١s"})
    void areRefusedOtherwise(String text) {
        assertThatThrownBy(() -> Durations.parse(text, "--x", Bare.REFUSED))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--x: not a duration: " + text);
    }

    @Test
    void aBareNumberIsMillisecondsWhereItMayBe() throws Failure {
        assertThat(Durations.parse("1500", "--x", Bare.MILLISECONDS)).isEqualTo(Duration.ofMillis(1500));
        assertThatThrownBy(() -> Durations.parse("1m5", "--x", Bare.MILLISECONDS))
                .isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647", "1E9", "12345678901234567890", "1.1.1", "-", "1e5s"})
    void aBareNumberOfSecondsIsShortAndHasNoExponent(String text) {
        assertThatThrownBy(() -> Durations.seconds(text, "--x"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("--x: not a ");
    }

    @ParameterizedTest
    @CsvSource({"0.5,500", "2,2000", "-1,-1000", "99999999999.999,99999999999999"})
    void aBareNumberOfSecondsMayHaveAFraction(String text, long millis) throws Failure {
        assertThat(Durations.seconds(text, "--x")).isEqualTo(Duration.ofMillis(millis));
    }
}
