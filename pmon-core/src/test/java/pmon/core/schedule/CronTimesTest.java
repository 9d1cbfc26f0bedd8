package pmon.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {
    @Test
    void listsRangesAndStepsMeanWhatCrontabSays() {
        assertThat(times("0,30 9-10 * * 1-5", null, "2026-01-02T10:15:00Z", 3))
                .containsExactly("2026-01-02T10:30:00Z", "2026-01-05T09:00:00Z", "2026-01-05T09:30:00Z");
        assertThat(times("*/20 * * * *", null, "2026-01-01T00:00:00Z", 3))
                .containsExactly("2026-01-01T00:20:00Z", "2026-01-01T00:40:00Z", "2026-01-01T01:00:00Z");
    }

    @Test
    void nicknamesAreKnown() {
        assertThat(times("@weekly", null, "2026-01-01T00:00:00Z", 1)).containsExactly("2026-01-04T00:00:00Z");
    }

    @Test
    void timesAreThoseOfTheZone() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-07-01T12:00:00Z", 1))
                .containsExactly("2026-07-02T00:30:00Z");
    }

    @Test
    void aTimeThatTheClockLeavesOutInSpringIsRunOnceThatDay() {
        // In Berlin 02:00 to 03:00 of 29 March 2026 does not exist.
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(times("*/20 2-3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 4))
                .containsExactly(
                        "2026-03-29T01:00:00Z", "2026-03-29T01:20:00Z", "2026-03-29T01:40:00Z", "2026-03-30T00:00:00Z");
    }

    @Test
    void aTimeThatComesTwiceInAutumnIsRunOnce() {
        // In Berlin 02:30 of 25 October 2026 is 00:30 UTC and 01:30 UTC.
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "every day", "* * * *", "60 * * * *", "* * * * * *", "0 0 30 2 *", "*/0 * * * *", "@reboot"})
    void whatMeansNothingIsRefused(String expression) {
        assertThat(CronTimes.of(expression, null)).isInstanceOf(CronTimes.Result.Wrong.class);
    }

    private static List<String> times(String expression, @Nullable String zone, String after, int count) {
        CronTimes times = ((CronTimes.Result.Valid) CronTimes.of(expression, zone)).times();
        List<String> found = new ArrayList<>();
        Instant moment = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            moment = times.after(moment).orElseThrow();
            found.add(moment.toString());
        }
        return found;
    }
}
