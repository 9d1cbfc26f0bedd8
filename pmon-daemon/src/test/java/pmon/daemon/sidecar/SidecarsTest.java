package pmon.daemon.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessRecord;
import pmon.daemon.fixture.Programs;

class SidecarsTest {
    @TempDir
    private Path data;

    @Test
    void whatIsKeptIsFoundByAnotherDaemon() throws IOException {
        Sidecars sidecars = new Sidecars(data);
        ProcessRecord web = Programs.record(4, "web");
        ProcessRecord job = Programs.record(2, "job");
        assertThat(sidecars.any()).isFalse();
        sidecars.keep(web, 9, 17);
        sidecars.keep(job, 8, 12);
        Sidecars later = new Sidecars(data);
        assertThat(later.any()).isTrue();
        assertThat(later.read()).isEqualTo(new Sidecars.Found(List.of(job, web), 9, 17, List.of()));
    }

    @Test
    void nobodyElseMayReadThem() throws IOException {
        new Sidecars(data).keep(Programs.record(4, "web"), 9, 17);
        Path file = data.resolve("programs/4.program");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("."))))
                .isEqualTo("rwx------");
    }

    @Test
    void aProgramThatIsGoneLeavesNothing() throws IOException {
        Sidecars sidecars = new Sidecars(data);
        sidecars.keep(Programs.record(4, "web"), 9, 17);
        sidecars.remove(4);
        assertThat(data.resolve("programs")).isEmptyDirectory();
        assertThat(sidecars.any()).isFalse();
    }

    @Test
    void whatTheStoreDoesNotKnowGoes() throws IOException {
        Sidecars sidecars = new Sidecars(data);
        sidecars.keep(Programs.record(4, "web"), 9, 17);
        sidecars.keep(Programs.record(5, "job"), 9, 17);
        sidecars.retain(Set.of(4));
        assertThat(sidecars.read().records()).extracting(ProcessRecord::id).containsExactly(4);
    }

    @Test
    void oneThatIsCutOffOrStrangeIsToldAndTheOthersAreUsed() throws IOException {
        Sidecars sidecars = new Sidecars(data);
        sidecars.keep(Programs.record(4, "web"), 9, 17);
        sidecars.keep(Programs.record(5, "job"), 9, 17);
        Path file = data.resolve("programs/5.program");
        String whole = Files.readString(file);
        for (String text : List.of(
                "",
                "pmon-program 2 9 17\n{}\n",
                whole.substring(0, whole.length() - 2),
                "x\n\n",
                whole.replace(" 9 17", " -9 17"),
                whole.replace(" 9 17", " 9 -17"),
                whole.replace("\"id\":5", "\"id\":-5"),
                whole.replace("\"id\":5", "\"id\":2147483647"))) {
            Files.writeString(file, text);
            Sidecars.Found found = sidecars.read();
            assertThat(found.records()).extracting(ProcessRecord::id).containsExactly(4);
            assertThat(found.unreadable()).singleElement().asString().contains("cannot use " + file);
        }
    }
}
