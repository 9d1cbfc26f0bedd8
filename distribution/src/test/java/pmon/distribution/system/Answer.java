package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import pmon.distribution.image.Shell;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command answered. */
record Answer(String command, Shell.Result result) {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    int code() {
        return result.code();
    }

    String out() {
        return result.out();
    }

    String err() {
        return result.err();
    }

    /** Standard output, which has to be one JSON document and nothing else. */
    JsonNode json() {
        assertThat(out()).as("%s says something", this).endsWith("\n");
        return parse(out());
    }

    static JsonNode parse(String text) {
        return STRICT.readTree(text);
    }

    Answer succeeds() {
        assertThat(code()).as("exit code of %s", this).isZero();
        return this;
    }

    Answer failsWith(int code) {
        assertThat(code()).as("exit code of %s", this).isEqualTo(code);
        return this;
    }
}
