package pmon.daemon.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.daemon.document.Mistake;

class ProcmonFileTest {
    @TempDir
    Path directory;

    private final Findings findings = new Findings();

    private ProcmonFile read(String text, boolean check) throws IOException {
        Path file = Files.writeString(directory.resolve("tasks.toml"), text);
        return ProcmonFile.read(file, Map.of("BIN", "/opt"), check, findings);
    }

    @Test
    void readsWhereStreamsGoAndItsOwnLog() throws IOException {
        ProcmonFile file = read("""
                [logger]
                output = "stdout"
                format = "json"
                level = "WARN"
                [[prologue]]
                type = "portavailable"
                port = "8080"
                [[task]]
                name = "a"
                path = "$BIN/a"
                stdout = "SUPPRESS"
                stderr = "a.log"
                [[task]]
                name = "b"
                path = "$BIN/b"
                parent = "a"
                stdout = "STDERR"
                """, true);
        assertThat(findings.mistakes()).isEmpty();
        assertThat(file.log()).isEqualTo(new ProcmonFile.Log("stdout", true, "warn"));
        assertThat(file.prologue()).hasSize(1);
        assertThat(file.streams())
                .isEqualTo(Map.of(
                        "a",
                                new ProcmonFile.Streams(
                                        "suppress", directory.resolve("a.log").toString()),
                        "b", new ProcmonFile.Streams("stderr", "stderr")));
        assertThat(file.programs().getFirst().resolved().file()).isEqualTo("/opt/a");
        assertThat(file.programs().get(1).resolved().dependencies()).containsExactly("a");
    }

    @Test
    void timesOfProcmonItselfAreInItsEnvironmentOrTheFilesOwn() throws IOException {
        String task = "[[task]]\nname = \"a\"\npath = \"/bin/a\"\n";
        ProcmonFile plain = read(task, true);
        assertThat(plain.times().shutdownBound()).isEqualTo(Duration.ofSeconds(75));
        assertThat(plain.programs().getFirst().resolved().restart())
                .isEqualTo(new RestartSettings(null, Duration.ofSeconds(1), null, Duration.ofSeconds(10)));
        ProcmonFile set =
                read("[env]\nSHUTDOWN_MAX = \"1.5s\"\nDEFAULT_RESTART_DELAY = \"$LATE\"\nLATE = \"2s\"\n" + task, true);
        assertThat(set.times().shutdownBound()).isEqualTo(Duration.ofMillis(1500));
        assertThat(set.programs().getFirst().resolved().restart().decaysTo()).isEqualTo(Duration.ofSeconds(2));
        ProcmonFile odd = read("[env]\nDEFAULT_RESTART_DELAY = \"1ms\"\nSHUTDOWN_MAX = \"soon\"\n" + task, true);
        assertThat(odd.times().shutdownBound()).isEqualTo(Duration.ofSeconds(75));
        assertThat(odd.programs().getFirst().resolved().restart().decaysTo()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void leavesWhatIsNotSetWhereItIsToldTo() throws IOException {
        String text = "[[task]]\nname = \"a\"\npath = \"/bin/$NOWHERE\"\n";
        assertThat(read(text, false).programs().getFirst().resolved().file()).isEqualTo("/bin/$NOWHERE");
        assertThat(findings.mistakes()).isEmpty();
        read(text, true);
        assertThat(findings.mistakes().stream().map(Mistake::text))
                .singleElement()
                .asString()
                .contains("$NOWHERE is set neither in [env] nor in the environment");
    }

    @Test
    void saysWhatALoggerMayBe() throws IOException {
        read("[logger]\nformat = \"xml\"\n", true);
        assertThat(findings.mistakes().stream().map(Mistake::text))
                .isEqualTo(List.of(
                        directory.resolve("tasks.toml") + ": logger.format: \"xml\" is not allowed; it is text, json"));
    }
}
