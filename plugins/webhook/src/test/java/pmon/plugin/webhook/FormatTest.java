package pmon.plugin.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.testkit.event.Occurrences;

class FormatTest {
    private static final Template TEXT = new Template("${host}: ${name} ${summary}");

    private static Facts facts(Kind kind) {
        return Facts.of(Occurrences.of(kind, 3, 7), "box");
    }

    private static Facts with(String name, String value) {
        Map<String, String> facts = new HashMap<>(facts(Kind.PROCESS_FAILURE).byName());
        facts.put(name, value);
        return new Facts(facts);
    }

    @Test
    void jsonHasAllFactsInTheirTypes() {
        assertThat(Format.JSON.body(facts(Kind.PROCESS_RESTART), TEXT))
                .isEqualTo(
                        "{\"event\":\"process_restart\",\"type\":\"started\",\"seq\":7,\"time\":\"2026-03-01T12:00:07Z\","
                                + "\"host\":\"box\",\"name\":\"p3\",\"id\":3,\"user\":\"alice\",\"pid\":4711,\"from\":\"init\","
                                + "\"to\":\"running\",\"cause\":\"because\",\"reason\":\"because\",\"exit\":\"exit code 1\","
                                + "\"restart_count\":1,\"summary\":\"was restarted after exit code 1\"}");
        assertThat(Format.JSON.body(facts(Kind.PROCESS_FAILURE), TEXT)).contains("\"pid\":null");
    }

    @Test
    void neitherVariablesNorArgumentsLeaveTheMachine() {
        for (Kind kind : Kind.values()) {
            for (Format format : Format.values()) {
                assertThat(format.body(facts(kind), TEXT)).doesNotContain("secret", "TOKEN", "-p");
            }
        }
    }

    @Test
    void eachKindHasItsSentence() {
        assertThat(TEXT.fill(facts(Kind.PROCESS_RESTART), value -> value))
                .isEqualTo("box: p3 was restarted after exit code 1");
        assertThat(TEXT.fill(facts(Kind.PROCESS_FAILURE), value -> value)).isEqualTo("box: p3 failed: because");
        assertThat(TEXT.fill(facts(Kind.PROCESS_BACKOFF), value -> value))
                .isEqualTo("box: p3 restarts too often and is held back after exit code 1");
        assertThat(TEXT.fill(facts(Kind.EVENT), value -> value)).isEqualTo("box: p3 exited: because");
    }

    @Test
    void slackMentionsNobodyWhateverAFactSays() {
        assertThat(Format.SLACK.body(with("summary", "<!channel> & \"all\""), TEXT))
                .isEqualTo("{\"text\":\"box: p3 &lt;!channel&gt; &amp; \\\"all\\\"\"}");
    }

    @Test
    void discordMentionsNobodyAndTakesNoMoreThanItsBound() {
        String body = Format.DISCORD.body(with("summary", "x".repeat(5_000)), TEXT);
        assertThat(body).startsWith("{\"content\":\"box: p3 xxx").endsWith("x…\",\"allowed_mentions\":{\"parse\":[]}}");
        assertThat(body.substring("{\"content\":\"".length(), body.indexOf('…') + 1))
                .hasSize(2_000);
    }

    @Test
    void teamsGetsACard() {
        assertThat(Format.TEAMS.body(facts(Kind.PROCESS_FAILURE), TEXT))
                .contains("application/vnd.microsoft.card.adaptive", "\"text\":\"box: p3 failed: because\"");
    }

    @Test
    void aFactIsNoTemplate() {
        assertThat(TEXT.fill(with("summary", "${name} $1 \\"), value -> value)).isEqualTo("box: p3 ${name} $1 \\");
    }

    @Test
    void aPlaceForNothingIsRefused() {
        assertThatThrownBy(() -> new Template("${nmae}").check("text", Set.of("name", "id")))
                .hasMessage("text: there is no ${nmae}; use id, name");
    }
}
