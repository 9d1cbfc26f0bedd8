package pmon.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final LocalDate FIRST = LocalDate.of(0, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    @Test
    void agreesWithJavaTimeOnEveryDay() {
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            Instant noon = day.atTime(12, 34, 56).toInstant(ZoneOffset.UTC);
            String text = text(noon);
            if (!text.equals(day + "T12:34:56.000Z") || !noon.equals(Timestamps.parse(text))) {
                throw new AssertionError(noon + " is written as " + text + " and read as " + Timestamps.parse(text));
            }
        }
    }

    @Test
    void agreesWithJavaTimeOnRandomInstants() {
        long seed = Long.getLong("pmon.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_167_219_200L, 253_402_300_800L), random.nextInt(1_000_000_000));
            Instant millis = instant.truncatedTo(ChronoUnit.MILLIS);
            assertThat(Instant.parse(text(instant))).as("seed %d", seed).isEqualTo(millis);
            assertThat(Timestamps.parse(instant.toString())).as("seed %d", seed).isEqualTo(instant);
        }
    }

    @Test
    void alwaysWritesThreeDigits() {
        assertThat(text(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(text(Instant.ofEpochMilli(-1))).isEqualTo("1969-12-31T23:59:59.999Z");
        assertThat(text(Instant.parse("2026-03-01T00:00:00.009999999Z"))).isEqualTo("2026-03-01T00:00:00.009Z");
    }

    @Test
    void refusesYearsThatHaveNoFourDigits() {
        assertThatThrownBy(() -> text(Instant.parse("+10000-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not within 0000 to 9999");
        assertThatThrownBy(() -> text(Instant.MIN)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-03-01",
                "2026-03-01T12:00:31",
                "2026-03-01T12:00:31.Z",
                "2026-03-01T12:00:31.1234567890Z",
                "2026-03-01T12:00:31+01:00",
                "2026-03-01 12:00:31Z",
                "2026-13-01T12:00:31Z",
                "2026-00-01T12:00:31Z",
                "2026-04-31T12:00:31Z",
                "1900-02-29T12:00:31Z",
                "2026-03-00T12:00:31Z",
                "2026-03-01T24:00:00Z",
                "2026-03-01T12:60:00Z",
                "2026-03-01T12:00:60Z",
                "2026-03-01T12:00:3xZ",
                "-026-03-01T12:00:31Z",
                "2026-03-01T12:00:31.-50Z"
            })
    void otherTextsAreNoTimes(String text) {
        assertThat(Timestamps.parse(text)).isNull();
    }

    private static String text(Instant instant) {
        StringBuilder out = new StringBuilder();
        Timestamps.append(out, instant);
        return out.toString();
    }
}
