package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A command that has to be refused, and how.
 *
 * @param exitCode of the process
 * @param code in JSON
 * @param says part of the message
 */
record Refused(int exitCode, String code, String says, List<String> words) {
    static Refused of(int exitCode, String code, String says, String... words) {
        return new Refused(exitCode, code, says, List.of(words));
    }

    /** Runs it for a person and for a script. */
    void check(PmonHome home) throws Exception {
        String[] line = words.toArray(String[]::new);
        Answer person = home.pmon(line).failsWith(exitCode);
        assertThat(person.out()).as("standard output of %s", person).isEmpty();
        assertThat(person.err().lines().toList().getLast())
                .as("standard error of %s", person)
                .startsWith("pmon: ")
                .contains(says);

        Answer script = home.pmon(withJson()).failsWith(exitCode);
        JsonNode error = script.json().get("error");
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("message").asString()).contains(says);
    }

    /** In front, where it is an option of pmon whatever stands behind. */
    private String[] withJson() {
        return Stream.concat(Stream.of("--json"), words.stream()).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return String.join(" ", words).replace("\n", "\\n") + " → " + exitCode + " " + code;
    }
}
