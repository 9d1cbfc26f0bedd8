package pmon.cli.procdog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import pmon.cli.shell.Caller;

/** Lines and configurations of procdog are understood, or refused in words. */
class ProcdogFuzzTest {
    private static final Caller CALLER = new Caller("/", Map.of("HOME", "/root"), false);

    private static Path file = Path.of("/");

    @BeforeAll
    static void makeFile() throws IOException {
        file = Files.createTempFile("procdog", ".cfg");
    }

    @AfterAll
    static void removeFile() throws IOException {
        Files.deleteIfExists(file);
    }

    @FuzzTest
    void aConfigurationIsUsedOrRefused(byte[] text) throws IOException {
        Files.write(file, text);
        try {
            Wishes wishes = Wishes.of(ConfigurationFile.read(file, "web"), Map.of(), CALLER);
            assertThat(wishes.seconds(Setting.LINGER)).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(wishes.count()).isNotNegative();
        } catch (Trouble trouble) {
            assertThat(trouble.getMessage()).isNotBlank();
        }
    }

    @FuzzTest
    void aLineIsReadOrRefused(byte[] text) {
        try {
            Line line = Line.read(List.of(new String(text, StandardCharsets.UTF_8).split(" ")));
            assertThat(Line.COMMANDS).contains(line.command());
        } catch (Trouble trouble) {
            assertThat(trouble.getMessage()).isNotBlank();
        }
    }
}
