package pmon.daemon.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessRecord;

class SidecarsFuzzTest {
    /** Of all inputs together: a directory for each takes longer than the reading. */
    @TempDir
    private static Path data;

    @FuzzTest
    void aFileIsUsedOrSaidToBeUnreadable(byte[] bytes) throws IOException {
        Path file = Files.createDirectories(data.resolve("programs")).resolve("1.program");
        Files.write(file, bytes);
        Sidecars.Found found = new Sidecars(data).read();
        assertThat(found.records().size() + found.unreadable().size()).isEqualTo(1);
        if (found.records().isEmpty()) {
            assertThat(found.unreadable().getFirst()).contains(file.toString());
            return;
        }
        ProcessRecord record = found.records().getFirst();
        assertThat(found.nextId()).isGreaterThan(record.id());
        Files.delete(file);
        Sidecars sidecars = new Sidecars(data);
        sidecars.keep(record, found.nextId(), found.lastSeq());
        Sidecars.Found again = sidecars.read();
        sidecars.remove(record.id());
        assertThat(again.records()).hasSize(1);
        assertThat(again.nextId()).isEqualTo(found.nextId());
        assertThat(again.lastSeq()).isEqualTo(found.lastSeq());
    }
}
