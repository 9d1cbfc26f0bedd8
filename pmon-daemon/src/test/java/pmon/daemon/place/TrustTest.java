package pmon.daemon.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(directory.resolve("config.yml"), "log_level: info\n");
        boolean root = ((Number) Files.getAttribute(file, "unix:uid")).intValue() == 0;
        assumeTrue(root, "files of root can be made by root only");
        Permissions.set(file, 0644);
        Permissions.set(directory, 0755);
    }

    @Test
    void believesWhatOnlyRootMayWrite() {
        assertThat(Trust.objection(file, 0)).isEmpty();
    }

    @Test
    void doubtsAFileThatItsGroupMayWrite() throws IOException {
        Permissions.set(file, 0664);
        assertThat(Trust.objection(file, 0))
                .hasValue("is not used by a root daemon: may be written by somebody else than root;"
                        + " chown root and chmod go-w");
        assertThat(Trust.objection(file, 1000)).isEmpty();
    }

    @Test
    void doubtsAFileOfSomebodyElse() throws IOException {
        Files.setAttribute(file, "unix:uid", 1234);
        assertThat(Trust.objection(file, 0)).isPresent();
    }

    @Test
    void doubtsAFileInADirectoryThatOthersMayWrite() throws IOException {
        Permissions.set(directory, 0777);
        assertThat(Trust.objection(file, 0))
                .hasValueSatisfying(why -> assertThat(why).contains("its directory " + directory));
        Permissions.set(directory, 01777);
        assertThat(Trust.objection(file, 0))
                .as("others cannot replace it there")
                .isEmpty();
    }

    @Test
    void looksThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("d")).resolve("l.yml"), file);
        assertThat(Trust.objection(link, 0)).isEmpty();
        Permissions.set(file, 0666);
        assertThat(Trust.objection(link, 0)).isPresent();
    }
}
