package pmon.daemon.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import pmon.daemon.process.WrittenProgram;

/** Files of other process managers become programs that can be written down, or are refused in words. */
class ForeignReaderFuzzTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/root", "LOOP", "$LOOP");

    private static Path file = Path.of("/");

    @BeforeAll
    static void makeFile() throws IOException {
        file = Files.createTempFile("foreign", "");
    }

    @AfterAll
    static void removeFile() throws IOException {
        Files.deleteIfExists(file);
    }

    @FuzzTest
    void supervisorsFileIsReadOrRefused(byte[] text) throws IOException {
        read(new SupervisorReader(), text);
    }

    @FuzzTest
    void aProcfileIsReadOrRefused(byte[] text) throws IOException {
        read(new ProcfileReader(), text);
    }

    @FuzzTest
    void aComposeFileIsReadOrRefused(byte[] text) throws IOException {
        read(new ComposeReader(), text);
    }

    @FuzzTest
    void procmonsFileIsReadOrRefused(byte[] text) throws IOException {
        read(new ProcmonReader(), text);
    }

    @FuzzTest
    void procdogsFileIsReadOrRefused(byte[] text) throws IOException {
        read(new ProcdogReader(), text);
    }

    private static void read(ForeignReader reader, byte[] text) throws IOException {
        Files.write(file, text);
        Findings findings = new Findings();
        List<Draft> drafts = reader.read(file, ENVIRONMENT, findings);
        if (findings.mistakes().isEmpty()) {
            assertThat(drafts)
                    .allSatisfy(draft -> assertThat(
                                    WrittenProgram.of(draft.command()).title())
                            .isNotEmpty());
        } else {
            assertThat(findings.mistakes())
                    .allSatisfy(mistake -> assertThat(mistake.message()).isNotBlank());
        }
    }
}
