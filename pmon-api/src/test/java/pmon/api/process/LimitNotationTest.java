package pmon.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.process.ExecutionSettings.ResourceLimit;

class LimitNotationTest {
    @ParameterizedTest
    @CsvSource({
        "5, 5, 5, 5",
        "0, 0, 0, 0",
        "unlimited, -1, -1, unlimited",
        "UNLIMITED:Unlimited, -1, -1, unlimited",
        "1:2, 1, 2, 1:2",
        "1:unlimited, 1, -1, 1:unlimited",
        "1KiB, 1024, 1024, 1024",
        "1kB, 1000, 1000, 1000",
        "2GiB:3GiB, 2147483648, 3221225472, 2147483648:3221225472",
        "3MB, 3000000, 3000000, 3000000"
    })
    void limitsAreNumbersSizesOrNone(String text, long soft, long hard, String shown) {
        ResourceLimit limit = new ResourceLimit(soft, hard);
        assertThat(LimitNotation.parse(text)).contains(limit);
        assertThat(LimitNotation.show(limit)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "1:", ":1", "-1", "1.5", "1K", "1 MiB", "2:1", "unlimited:5", "9999999TiB", "1:2:3"})
    void whatIsNoLimitIsNotRead(String text) {
        assertThat(LimitNotation.parse(text)).isEmpty();
    }

    @Test
    void aLimitOfAnUnknownNameIsNotValid() {
        assertThat(LimitNotation.valid("nofile", new ResourceLimit(1, 1))).isTrue();
        assertThat(LimitNotation.valid("files", new ResourceLimit(1, 1))).isFalse();
        assertThat(LimitNotation.valid("nofile", new ResourceLimit(-2, 1))).isFalse();
        assertThat(LimitNotation.valid("nofile", new ResourceLimit(2, 1))).isFalse();
    }
}
