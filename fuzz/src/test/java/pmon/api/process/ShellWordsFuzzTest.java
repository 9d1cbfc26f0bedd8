package pmon.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import pmon.api.process.ExecutionSettings.ResourceLimit;

class ShellWordsFuzzTest {
    @FuzzTest
    void wordsThatAreJoinedAreSplitIntoTheSame(byte[] bytes) {
        List<String> words = List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
        assertThat(ShellWords.split(ShellWords.join(words))).isEqualTo(words);
    }

    @FuzzTest
    void aLineIsSplitOrRefused(byte[] bytes) {
        List<String> words;
        try {
            words = ShellWords.split(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(ShellWords.split(ShellWords.join(words))).isEqualTo(words);
    }

    @FuzzTest
    void limitsAreWrittenAsTheyWereRead(byte[] bytes) {
        Optional<ResourceLimit> limit = LimitNotation.parse(new String(bytes, StandardCharsets.UTF_8));
        limit.ifPresent(read ->
                assertThat(LimitNotation.parse(LimitNotation.show(read))).contains(read));
    }
}
