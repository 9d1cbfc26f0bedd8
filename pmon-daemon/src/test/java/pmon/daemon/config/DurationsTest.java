package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, 500, 500ms",
        "2s, 2000, 2s",
        "5m, 300000, 5m",
        "1h30m, 5400000, 1h30m",
        "1500ms, 1500, 1500ms",
        "90s, 90000, 1m30s",
        "1m1ms, 60001, 1m1ms",
        "0s, 0, 0s",
        "999999999h, 3599999996400000, 999999999h"
    })
    void readsAndShows(String text, long millis, String shown) {
        Duration duration = Durations.parse(text, null).orElseThrow();
        assertThat(duration).hasMillis(millis);
        assertThat(Durations.show(duration)).isEqualTo(shown);
        assertThat(Durations.parse(shown, null)).hasValue(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "5",
                "5x",
                "1.5s",
                "-1s",
                "30m1h",
                "1s1s",
                "1h30",
                " 1s",
                "1 s",
                "1234567890h",
                "999999999h60m",
                "１s"
            })
    void refuses(String text) {
        assertThat(Durations.parse(text, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7s"})
    void aBareNumberCountsTheUnitItIsGiven(String text) {
        assertThat(Durations.parse(text, Duration.ofSeconds(1))).hasValue(Duration.ofSeconds(7));
    }
}
