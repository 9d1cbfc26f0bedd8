package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessIdentity;

/** What is remembered beside the pipes. */
class PipeDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasDroppedIsKnownToTheNextDaemon() throws IOException {
        PipeDirectory first = PipeDirectory.open(directory.resolve("pipes"));
        assertThat(first.dropped(7, PipeDirectory.OUT)).isZero();
        long size = directory.resolve("pipes/7.out.dropped").toFile().length();
        first.dropped(7, PipeDirectory.OUT, Long.MAX_VALUE);
        PipeDirectory second = PipeDirectory.open(directory.resolve("pipes"));
        assertThat(second.dropped(7, PipeDirectory.OUT)).isEqualTo(Long.MAX_VALUE);
        assertThat(directory.resolve("pipes/7.out.dropped"))
                .as("a full disk has no room for a longer one")
                .hasSize(size);
    }

    @Test
    void theNextHolderIsNotedInTheRoomOfTheFormer() throws IOException {
        PipeDirectory pipes = PipeDirectory.open(directory.resolve("pipes"));
        Path note = directory.resolve("pipes/holder");
        pipes.holder(new ProcessIdentity(9, 1, "boot"));
        Object inode = Files.getAttribute(note, "unix:ino");
        ProcessIdentity longest =
                new ProcessIdentity(Integer.MAX_VALUE, Long.MAX_VALUE, "01234567-89ab-cdef-0123-456789abcdef");
        pipes.holder(longest);
        assertThat(pipes.holder()).hasValue(longest);
        assertThat(Files.getAttribute(note, "unix:ino")).isEqualTo(inode);
    }

    @Test
    void itIsForgottenWithTheProgram() throws IOException {
        PipeDirectory pipes = PipeDirectory.open(directory.resolve("pipes"));
        pipes.dropped(7, PipeDirectory.OUT, 5);
        assertThat(pipes.pipes()).isEmpty();
        pipes.remove(7);
        assertThat(directory.resolve("pipes")).isEmptyDirectory();
        assertThat(pipes.dropped(7, PipeDirectory.OUT)).isZero();
    }
}
