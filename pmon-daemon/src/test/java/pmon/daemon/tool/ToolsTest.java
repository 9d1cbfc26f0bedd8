package pmon.daemon.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

class ToolsTest {
    private static final long NOT_ROOT = 1000;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Report report(boolean json) {
        return new Report(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                json);
    }

    private Places places() {
        return new Places(Mode.USER, home.resolve("config.yml"), List.of(), home, home, home, home, home);
    }

    private int print(boolean json) {
        return new PrintConfiguration(new ConfigurationLoader(places(), Map.of(), NOT_ROOT), report(json)).run();
    }

    private int check(String name, String text, boolean json) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        return new CheckConfiguration(file, places(), NOT_ROOT, report(json)).run();
    }

    private String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(home + "/", "");
    }

    @Test
    void printsEverySettingWithValueAndSource() throws IOException {
        Files.writeString(home.resolve("config.yml"), "log_level: warn\nlogs_dir: /x\n");
        assertThat(print(false)).isZero();
        assertThat(said(out).lines())
                .anyMatch(line -> line.matches("log_level +warn +config.yml:1"))
                .anyMatch(line -> line.matches("logs.directory +/x +config.yml:2"))
                .anyMatch(line -> line.matches("initialization_period +30s +default \\(has no effect\\)"));
        assertThat(said(err)).isEqualTo("warning: config.yml:2:11: logs_dir is an older name; write logs.directory\n");
    }

    @Test
    void printsSettingsForScripts() {
        assertThat(print(true)).isZero();
        assertThat(said(out)).startsWith("[\n{\"key\":\"log_level\",\"value\":\"info\",\"source\":\"default\"},\n");
        assertThat(said(err)).isEmpty();
    }

    @Test
    void aBrokenConfigurationIsNotPrinted() throws IOException {
        Files.writeString(home.resolve("config.yml"), "log_level: lots\nstop: {timeout: 5}\n");
        assertThat(print(false)).isEqualTo(2);
        assertThat(said(out)).isEmpty();
        assertThat(said(err))
                .isEqualTo("config.yml:1:12: log_level: \"lots\" is not allowed; use debug, info, warn or error\n"
                        + "config.yml:2:17: stop.timeout: \"5\" is not allowed; use a duration such as 500ms, 2s, 5m or"
                        + " 1h30m, 0s to 24h\n");
        assertThat(print(true)).isEqualTo(2);
        assertThat(said(out))
                .startsWith("{\"error\":{\"code\":\"bad_config\",\"message\":\"config.yml:1:12: log_level");
    }

    /** In the texts {@code ~} is the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.yml | log_level: info | valid configuration",
                "anything | '' | valid configuration",
                "settings.json | {\"log_level\": \"info\"} | valid configuration",
                "process.config.yaml | '' | valid process configuration with 0 programs",
                "mine.yml | 'processes: [{file: /a}]' | valid process configuration with 1 program",
                "mine.yml | 'apps: [{file: /a}, {file: /b}]' | valid process configuration with 2 programs",
                "mine.json | {\"processes\": []} | valid process configuration with 0 programs",
                "mine.toml | '[[Processes]]~File = \"/a\"' | valid process configuration with 1 program"
            })
    void findsOutWhichKindOfFileItIs(String name, String text, String said) throws IOException {
        assertThat(check(name, text.replace('~', '\n'), false)).isZero();
        assertThat(said(out)).isEqualTo(name + ": " + said + "\n");
        assertThat(said(err)).isEmpty();
    }

    @Test
    void dependenciesThatCannotBeHonouredAreWarnedOf() throws IOException {
        String text = """
                processes:
                  - {file: /a, name: a, depends_on: {b: {condition: ready}}}
                  - {file: /b, name: b, dependencies: [a, c]}
                """;
        assertThat(check("mine.yml", text, false)).isZero();
        assertThat(said(err)).isEqualTo("""
                warning: b depends on c, which is not known: it does not wait for it
                warning: dependency cycle a → b → a: nobody in it waits for another
                """);
    }

    /** In the texts {@code ~} is the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c.yml | 'stop_timeout: 5s' | c.yml:1:1: stop_timeout: there is no such setting; did you mean stop.timeout?",
                "c.yml | 'proceses: [{file: /a}]' | c.yml:1:1: proceses: there is no such key; did you mean processes?",
                "c.json | '{\"processes\": [{\"fiel\": \"/a\"}]}' |"
                        + " c.json:1:16: processes[0]: has no file to run~c.json:1:17: processes[0].fiel: there is no"
                        + " such key; did you mean file?",
                "c.toml | '[[Processes]]~Umask = 9' | c.toml: Processes[0]: has no file to run~"
                        + "c.toml: Processes[0].umask: \"9\" is not allowed; use an octal mode such as 022",
                "c.toml | '[[Processes' | c.toml:1:12: Premature end of file"
            })
    void saysWhatIsWrongAndWhere(String name, String text, String said) throws IOException {
        assertThat(check(name, text.replace('~', '\n'), false)).isEqualTo(2);
        assertThat(said(err)).isEqualTo(said.replace('~', '\n') + "\n");
        assertThat(said(out)).isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = home.resolve("gone.yml");
        assertThat(new CheckConfiguration(file, places(), NOT_ROOT, report(false)).run())
                .isEqualTo(2);
        assertThat(said(err)).isEqualTo("gone.yml: no such file\n");
    }

    @Test
    void aFileThatARootDaemonWouldNotBelieveIsAWarning() throws IOException {
        Path file = Files.writeString(home.resolve("c.yml"), "log_level: info");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(new CheckConfiguration(file, places(), 0, report(false)).run())
                .isZero();
        assertThat(said(err)).startsWith("warning: c.yml is not used by a root daemon:");
    }
}
