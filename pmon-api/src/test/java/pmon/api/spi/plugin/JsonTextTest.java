package pmon.api.spi.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void quotesWhatWouldEndTheTextOrTheLine() {
        assertThat(JsonText.quoted("a\"b\\c\nd\te\rf")).isEqualTo("\"a\\\"b\\\\c\\nd\\te\\rf\"");
    }

    @Test
    void writesWhatCannotBeSeenByItsNumber() {
        assertThat(JsonText.escaped("\u0000\u001b[31m\u007f\u0085\u2028"))
                .isEqualTo("\\u0000\\u001b[31m\\u007f\\u0085\\u2028");
    }

    @Test
    void keepsWholePairsAndReplacesHalves() {
        assertThat(JsonText.quoted("\ud83d\ude00 é")).isEqualTo("\"\ud83d\ude00 é\"");
        assertThat(JsonText.escaped("\ud83d")).isEqualTo("\ufffd");
    }
}
