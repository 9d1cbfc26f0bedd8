package pmon.daemon.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final DaemonLog log =
            new DaemonLog(out, Clock.fixed(Instant.parse("2026-01-02T03:04:05.6789Z"), ZoneOffset.UTC));
    private final System.Logger logger = new DaemonLogger("pmon.daemon.X", log);

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesALineAnEntry() {
        logger.log(Level.INFO, "started {0} of {1}", 2, "web");
        logger.log(Level.WARNING, "what a user sent:\nroot: \u001b[2J");
        assertThat(written().lines())
                .containsExactly(
                        "2026-01-02T03:04:05.678Z INFO pmon.daemon.X: started 2 of web",
                        "2026-01-02T03:04:05.678Z WARN pmon.daemon.X: what a user sent:\\nroot: \\u001b[2J");
    }

    @Test
    void leavesOutWhatIsBelowTheThreshold() {
        logger.log(Level.DEBUG, "quiet");
        assertThat(logger.isLoggable(Level.DEBUG)).isFalse();
        log.threshold(Level.DEBUG);
        logger.log(Level.DEBUG, "loud");
        log.threshold(Level.ERROR);
        logger.log(Level.WARNING, "quiet");
        assertThat(written()).isEqualTo("2026-01-02T03:04:05.678Z DEBUG pmon.daemon.X: loud\n");
    }

    @Test
    void showsWhatWasThrown() {
        logger.log(Level.ERROR, "broke", new IllegalStateException("why"));
        assertThat(written().lines().skip(1)).first().isEqualTo("    java.lang.IllegalStateException: why");
    }

    @Test
    void aMessageThatCannotBeFilledInIsWrittenAsItIs() {
        logger.log(Level.INFO, "{", 1);
        assertThat(written()).endsWith(": {\n");
    }

    @Test
    void goesOnAtTheEndOfAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("pmond.log"), "before\n");
        log.continueIn(file, 0640);
        logger.log(Level.INFO, "after");
        assertThat(file).hasContent("before\n2026-01-02T03:04:05.678Z INFO pmon.daemon.X: after\n");
        assertThat(written()).isEmpty();
    }

    @Test
    void doesNotFollowALink(@TempDir Path directory) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("pmond.log"), directory.resolve("target"));
        assertThatThrownBy(() -> log.continueIn(link, 0640)).isInstanceOf(IOException.class);
        logger.log(Level.INFO, "still here");
        assertThat(written()).contains("still here");
        assertThat(directory.resolve("target")).doesNotExist();
    }
}
