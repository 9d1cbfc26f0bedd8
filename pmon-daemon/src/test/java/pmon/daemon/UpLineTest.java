package pmon.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpLineTest {
    private static UpLine.Result read(String line) {
        return UpLine.of(List.of(line.split(" ")));
    }

    @Test
    void readsFileAndOptions() {
        assertThat(read("up a.yaml")).isEqualTo(new UpLine.Result.Read(new UpLine("a.yaml", null, null, false)));
        assertThat(read("--no-color up --exit-on=web a.yaml --stop-within 8s"))
                .isEqualTo(new UpLine.Result.Read(new UpLine("a.yaml", "web", Duration.ofSeconds(8), true)));
        assertThat(read("up -- -a.yaml")).isEqualTo(new UpLine.Result.Read(new UpLine("-a.yaml", null, null, false)));
    }

    @ParameterizedTest
    @CsvSource({
        "up, 'up takes one file, which says what to supervise'",
        "up a b, 'up takes one file, which says what to supervise'",
        "up a --exit-on, --exit-on needs a value",
        "up a --jsn, unknown option --jsn of up",
        "up a --stop-within 5, '--stop-within is a duration such as 500ms, 2s, 5m or 1h30m, not 5'",
    })
    void saysWhatIsWrong(String line, String message) {
        assertThat(read(line)).isEqualTo(new UpLine.Result.Wrong(message));
    }
}
