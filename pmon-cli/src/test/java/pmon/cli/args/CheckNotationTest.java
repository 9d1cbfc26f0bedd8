package pmon.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.process.Check;
import pmon.api.process.WrittenValue;
import pmon.cli.shell.Failure;

class CheckNotationTest {
    private static final Option READY = Option.verbatim("CHECK", "", "--ready");

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/health, http, url, http://localhost:8080/health",
        "https://web/, http, url, https://web/",
        "tcp:8080, tcp, port, 8080",
        "redis:db:6380, redis, addr, db:6380",
        "file:/run/web.ready, file, path, /run/web.ready"
    })
    void whatItIsAboutFollowsItsType(String text, String type, String key, String value) throws Failure {
        assertThat(CheckNotation.parse(text, READY))
                .isEqualTo(new Check.Single(type, Map.of(key, new WrittenValue.Text(value))));
    }

    @Test
    void aHostMayBeNamed() throws Failure {
        assertThat(tcp("db:5432")).containsExactly("db", "5432");
        assertThat(tcp("[::1]:5432")).containsExactly("::1", "5432");
    }

    @Test
    void commandsAreSplitAsAShellDoesOrLeftToOne() throws Failure {
        assertThat(CheckNotation.parse("exec:test -e '/run/my web'", READY))
                .isEqualTo(new Check.Single(
                        "exec", Map.of("command", new WrittenValue.Texts(List.of("test", "-e", "/run/my web")))));
        assertThat(CheckNotation.parse("shell:a | b", READY))
                .isEqualTo(new Check.Single(
                        "exec",
                        Map.of(
                                "command",
                                new WrittenValue.Texts(List.of("a | b")),
                                "shell",
                                new WrittenValue.Text("true"))));
        assertThat(CheckNotation.parse("redis", READY)).isEqualTo(new Check.Single("redis", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8080", "tcp", "tcp:", "ftp://x", "exec:", "exec:'open"})
    void whatIsNoCheckIsRefused(String text) {
        assertThatThrownBy(() -> CheckNotation.parse(text, READY))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("--ready: ");
    }

    private static List<String> tcp(String address) throws Failure {
        Map<String, WrittenValue> settings = ((Check.Single) CheckNotation.parse("tcp:" + address, READY)).settings();
        return List.of(text(settings, "host"), text(settings, "port"));
    }

    private static String text(Map<String, WrittenValue> settings, String key) {
        return settings.get(key) instanceof WrittenValue.Text(String text) ? text : "";
    }
}
