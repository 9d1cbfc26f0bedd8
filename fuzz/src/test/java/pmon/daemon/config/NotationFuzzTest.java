package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

class NotationFuzzTest {
    @FuzzTest
    void durationsAreWrittenAsTheyWereRead(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Durations.parse(text, Duration.ofSeconds(1)).ifPresent(read -> {
            assertThat(read.isNegative()).isFalse();
            assertThat(Durations.parse(Durations.show(read), null)).contains(read);
        });
    }

    @FuzzTest
    void sizesAreWrittenAsTheyWereRead(byte[] bytes) {
        Sizes.parse(new String(bytes, StandardCharsets.UTF_8)).ifPresent(read -> {
            assertThat(read).isNotNegative();
            assertThat(Sizes.parse(Sizes.show(read))).contains(read);
        });
    }
}
