package pmon.daemon.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarrowingTest {
    @TempDir
    private Path home;

    private long uid() throws IOException {
        return ((Number) Files.getAttribute(home, "unix:uid")).longValue();
    }

    private Path directory(int mode) throws IOException {
        Path directory = Files.createDirectory(home.resolve(Integer.toOctalString(mode)));
        Permissions.set(directory, mode);
        return directory;
    }

    @Test
    void takesTheRightToWriteFromOthersAndSaysSo() throws IOException {
        Path wide = directory(0777);
        assertThat(Narrowing.of(List.of(wide, home.resolve("missing")), uid()))
                .containsExactly("others could write in " + wide + " (0777), which is now 0755; look what is in it");
        assertThat(Permissions.of(wide)).isEqualTo(0755);
    }

    @Test
    void leavesWhatIsNarrowEnoughAndWhatIsNotItsOwn() throws IOException {
        Path narrow = directory(0750);
        Path shared = directory(01777);
        Path foreign = directory(0775);
        assertThat(Narrowing.of(List.of(narrow, shared), uid())).isEmpty();
        assertThat(Narrowing.of(List.of(foreign), uid() + 1)).isEmpty();
        assertThat(Permissions.of(foreign)).isEqualTo(0775);
    }
}
