package pmon.api.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"web", "web-1", "a.b_c@d:e+f", "@x", "+", "1a", "_"})
    void isAllowed(String name) {
        assertThat(new ProcessName(name).toString()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "-web", ".web", "a b", "a/b", "a\nb", "web\n", "ä", "a*", "\0"})
    void isRefused(String name) {
        assertThat(ProcessName.valid(name)).isFalse();
        assertThatThrownBy(() -> new ProcessName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasAtMostAHundredCharacters() {
        assertThat(ProcessName.valid("a".repeat(100))).isTrue();
        assertThat(ProcessName.valid("a".repeat(101))).isFalse();
    }

    @Test
    void aRefusalStatesTheRuleAndShowsTheNameSafely() {
        assertThatThrownBy(() -> new ProcessName("a\n\u001b[31m"))
                .hasMessageStartingWith("bad name \"a\\u000a\\u001b[31m\": use 1 to 100 of the characters");
        assertThatThrownBy(() -> new ProcessName("/".repeat(100_000)))
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(300);
    }
}
