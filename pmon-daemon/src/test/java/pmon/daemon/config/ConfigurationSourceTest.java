package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.daemon.document.Mistake;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

class ConfigurationSourceTest {
    @TempDir
    private Path home;

    private ConfigurationSource source;

    @BeforeEach
    void begin() throws IOException {
        write("log_level: warn\n");
        source = source();
    }

    private ConfigurationSource source() {
        Path config = home.resolve("config.yml");
        Places places = new Places(Mode.USER, config, List.of(), home, home, home, home, home);
        ConfigurationLoader loader = new ConfigurationLoader(places, Map.of(), 1000);
        return new ConfigurationSource(loader, ((ConfigurationLoader.Result.Valid) loader.load()).configuration());
    }

    /** As editors do: a new file takes the place of the old one. */
    private void write(String text) throws IOException {
        Path written = Files.writeString(home.resolve("new"), text);
        Files.move(written, home.resolve("config.yml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private LogLevel level() {
        return source.current().configuration().logLevel();
    }

    @Test
    void followsItsFile() throws IOException {
        assertThat(level()).isEqualTo(LogLevel.WARN);
        write("log_level: error\n");
        assertThat(level()).isEqualTo(LogLevel.ERROR);
        Files.delete(home.resolve("config.yml"));
        assertThat(level()).isEqualTo(LogLevel.INFO);
    }

    @Test
    void saysWhereToLookWhileTheFileIsBrokenAndQuotesNothing() throws IOException {
        assertThat(source.complaints()).isEmpty();
        write("log_level: secret\n");
        assertThat(source.complaints())
                .singleElement()
                .asString()
                .contains(home.resolve("config.yml") + " is broken", "pmon config --check")
                .doesNotContain("secret");
        write("log_level: info\n");
        assertThat(source.complaints()).isEmpty();
    }

    @Test
    void readsAnUnchangedFileOnce() {
        Configuration first = source.current().configuration();
        assertThat(source.current().configuration()).isSameAs(first);
    }

    @Test
    void keepsTheLastGoodOneAndSaysWhatIsWrongUntilItIsMended() throws IOException {
        write("log_level: wrong\n");
        ConfigurationSource.Current broken = source.current();
        assertThat(broken.configuration().logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(broken.problems())
                .extracting(Mistake::text)
                .containsExactly(home.resolve("config.yml")
                        + ":1:12: log_level: \"wrong\" is not allowed; use debug, info, warn or error");
        assertThat(source.current().problems()).isEqualTo(broken.problems());
        write("log_level: debug\n");
        assertThat(source.current().problems()).isEmpty();
        assertThat(level()).isEqualTo(LogLevel.DEBUG);
    }

    @Test
    void leavesWhatCountsAtTheStartAsItWas() throws IOException {
        write("log_level: debug\nlogs: {directory: /elsewhere}\n");
        ConfigurationSource.Current current = source.current();
        assertThat(current.configuration().logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(current.configuration().places().logs()).isEqualTo(home);
        assertThat(current.news()).containsExactly("logs.directory has changed, which counts when pmond starts again");
    }

    @Test
    void reportsAWarningOnce() throws IOException {
        write("flap_detection_enabled: true\n");
        assertThat(source.current().news()).hasSize(1);
        assertThat(source.current().news()).isEmpty();
        write("flap_detection_enabled: true\nlog_level: info\n");
        assertThat(source.current().news()).isEmpty();
    }

    @Test
    void withoutReloadsItStaysAsItIs() throws IOException {
        write("disable_reloads: true\n");
        assertThat(source.current().configuration().reloads()).isFalse();
        write("log_level: debug\n");
        assertThat(level()).isEqualTo(LogLevel.INFO);
    }
}
