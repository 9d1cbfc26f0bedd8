package pmon.daemon.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchesTest {
    @TempDir
    private Path data;

    @Test
    void whatWasSaidLastIsThereAgain() throws IOException {
        Path file = data.resolve("plugins.state");
        Switches switches = Switches.of(file);
        assertThat(switches.of("webhook", Optional.of(true))).contains(true);
        switches.put("webhook", false);
        switches.put("metrics", true);
        switches.put("metrics", false);
        switches.put("acme", true);
        Switches again = Switches.of(file);
        assertThat(again.of("webhook", Optional.of(true))).contains(false);
        assertThat(again.of("metrics", Optional.empty())).contains(false);
        assertThat(again.of("acme", Optional.empty())).contains(true);
        assertThat(again.of("other", Optional.empty())).isEmpty();
    }

    @Test
    void linesThatAreNoneSayNothing() throws IOException {
        Path file = Files.writeString(data.resolve("plugins.state"), "webhook\nacme perhaps\n\nmetrics off\n");
        Switches switches = Switches.of(file);
        assertThat(switches.of("webhook", Optional.empty())).isEmpty();
        assertThat(switches.of("acme", Optional.empty())).isEmpty();
        assertThat(switches.of("metrics", Optional.empty())).contains(false);
    }
}
