package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

/** The file that packages install says what the table of settings says. To write it: {@code -Dtest.jvm.flags=-Dpmon.docs=write}. */
class SettingsFileTest {
    private static final Path FILE = Path.of("../distribution/src/image/conf/config.yml");

    @TempDir
    private Path home;

    @Test
    void theFileHasEverySetting() throws IOException {
        if ("write".equals(System.getProperty("pmon.docs"))) {
            Files.writeString(FILE, SettingsFile.text());
        }
        assertThat(FILE).hasContent(SettingsFile.text());
    }

    @Test
    void itSetsNothing() throws IOException {
        assertThat(load(SettingsFile.text())).usingRecursiveComparison().isEqualTo(load(""));
    }

    @Test
    void everyLineOfItWorks() throws IOException {
        Configuration configuration = load(SettingsFile.text().replaceAll("(?m)^#( *[a-z_]+:.*)$", "$1"));
        assertThat(configuration.warnings()).isEmpty();
    }

    private Configuration load(String text) throws IOException {
        Path file = Files.writeString(home.resolve("config.yml"), text);
        Path data = home.resolve("data");
        Places places = new Places(Mode.SYSTEM, file, List.of(), data, data, data, data, home);
        ConfigurationLoader.Result result = new ConfigurationLoader(places, Map.of(), 1000).load();
        assertThat(result).isInstanceOf(ConfigurationLoader.Result.Valid.class);
        return ((ConfigurationLoader.Result.Valid) result).configuration();
    }
}
