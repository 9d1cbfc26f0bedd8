package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.Opening;
import pmon.api.spi.kernel.SpawnCommand.Output.AppendTo;
import pmon.testkit.kernel.KernelBench;

/** What users put in the way of a daemon of root that keeps their logs. Left out unless root runs it. */
@Timeout(60)
final class OtherUsersLogsTest {
    @TempDir
    private Path directory;

    private Path own;
    private Path theirs;
    private Path closed;
    private KernelBench bench;
    private CapturePort port;
    private Account nobody;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "only root can act for others");
        mode(directory, "rwxr-xr-x");
        own = mode(Files.createDirectory(directory.resolve("own")), "rwxrwxr-x");
        bench = new KernelBench(
                LinuxKernel.open(new KernelSettings("test", OptionalLong.empty(), Optional.of(own.toString()))),
                directory);
        port = bench.kernel().capture().orElseThrow();
        nobody = bench.kernel().accounts().byName("nobody").orElseThrow();
        theirs = give(Files.createDirectory(directory.resolve("theirs")));
        closed = mode(Files.createDirectory(directory.resolve("closed")), "rwx------");
    }

    @AfterEach
    void close() {
        if (bench != null) {
            port.close();
            bench.close();
        }
    }

    private static Path mode(Path file, String permissions) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Path give(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", (int) nobody.uid(), LinkOption.NOFOLLOW_LINKS);
        return file;
    }

    private Opened file(Path path) {
        return port.file(new AppendTo(path.toString(), 0600), nobody);
    }

    private String rename(Path from, Path to) {
        return String.valueOf(port.rename(from.toString(), to.toString(), nobody));
    }

    private String remove(Path path) {
        return String.valueOf(port.remove(path.toString(), nobody));
    }

    @Test
    void aLogIsRenamedAndRemovedInBothKindsOfDirectory() throws IOException {
        for (Path where : new Path[] {own, theirs}) {
            Path log = give(Files.createFile(where.resolve("web.log")));
            assertThat(rename(log, where.resolve("web.log.1"))).isEqualTo("null");
            assertThat(remove(where.resolve("web.log.1"))).isEqualTo("null");
            assertThat(where).isEmptyDirectory();
        }
    }

    @Test
    void aDirectoryThatBecameALinkLeadsNoFurtherThanItsUserGets() throws IOException {
        Path inside = give(Files.writeString(closed.resolve("web.log"), "kept"));
        Files.delete(theirs);
        Files.createSymbolicLink(theirs, closed);
        Path log = theirs.resolve("web.log");
        assertThat(rename(log, theirs.resolve("web.log.1"))).isEqualTo("permission denied");
        assertThat(remove(log)).isEqualTo("permission denied");
        assertThat(port.state(log.toString(), nobody)).isEmpty();
        assertThat(file(log)).isInstanceOf(Opened.Failed.class);
        assertThat(file(theirs.resolve("new.log"))).isInstanceOf(Opened.Failed.class);
        assertThat(bench.kernel().names(theirs.toString(), nobody)).isEmpty();
        assertThat(inside).hasContent("kept");
        assertThat(closed).isDirectoryContaining(inside::equals);
    }

    @Test
    void whatIsNoRegularFileIsNeitherMovedNorRemovedNorRenamedOver() throws IOException {
        Path log = give(Files.writeString(theirs.resolve("web.log"), "kept"));
        Path secret = Files.writeString(closed.resolve("secret"), "kept");
        Path link = give(Files.createSymbolicLink(theirs.resolve("link"), secret));
        Path fifo = bench.fifo("fifo");
        Path pipe = give(Files.move(fifo, theirs.resolve("fifo")));
        Path folder = give(Files.createDirectory(theirs.resolve("folder")));
        for (Path odd : new Path[] {link, pipe, folder}) {
            assertThat(rename(odd, theirs.resolve("moved"))).isEqualTo("not a regular file");
            assertThat(remove(odd)).isEqualTo("not a regular file");
            assertThat(rename(log, odd)).isEqualTo("what has that name: not a regular file");
            assertThat(file(odd)).isInstanceOf(Opened.Failed.class);
            assertThat(odd)
                    .satisfies(path -> assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                            .isTrue());
        }
        assertThat(log).hasContent("kept");
        assertThat(secret).hasContent("kept");
    }

    @Test
    void aLogOfAnotherWithTheNameOfARotatedOneStaysInTheDaemonsDirectory() throws IOException {
        Path log = give(Files.createFile(own.resolve("web.log")));
        Path others = Files.writeString(own.resolve("web.log.1"), "kept");
        assertThat(rename(others, own.resolve("web.log.2"))).isEqualTo("belongs to another user than nobody");
        assertThat(remove(others)).isEqualTo("belongs to another user than nobody");
        assertThat(rename(log, others)).isEqualTo("what has that name: belongs to another user than nobody");
        assertThat(others).hasContent("kept");
    }

    @Test
    void aFileThatIsKeptElsewhereIsNoLogInADirectoryThatItsGroupMayWrite() throws IOException {
        Path secret = give(Files.writeString(closed.resolve("secret"), "kept"));
        Path log = Files.createLink(own.resolve("web.log"), secret);
        assertThat(file(log))
                .isEqualTo(new Opened.Failed(log + ": has another name elsewhere, which a log may not have"));
        assertThat(bench.kernel().open(log.toString(), nobody, false).toString())
                .contains("has another name elsewhere");
        assertThat(bench.kernel().delete(log.toString(), nobody)).isNotEmpty();
        assertThat(secret).hasContent("kept");
    }

    @Test
    void aLogThatIsJustBeingMadeIsNotThereYet() throws IOException {
        Path log = Files.createFile(own.resolve("web.log"));
        assertThat(bench.kernel().open(log.toString(), nobody, false)).isInstanceOf(Opening.Missing.class);
        give(log);
        try (var channel = ((Opening.Opened) bench.kernel().open(log.toString(), nobody, false)).channel()) {
            assertThat(channel.size()).isZero();
        }
        Path roots = Files.writeString(own.resolve("roots.log"), "kept");
        assertThat(bench.kernel().open(roots.toString(), nobody, false).toString())
                .contains("it belongs to uid 0");
    }

    @Test
    void aDirectoryIsListedOnlyForWhoMayListIt() throws IOException {
        Files.createFile(closed.resolve("web.log.1"));
        Files.createFile(theirs.resolve("web.log.1"));
        Files.createFile(own.resolve("web.log.1"));
        assertThat(bench.kernel().names(closed.toString(), nobody)).isEmpty();
        assertThat(bench.kernel().names(theirs.toString(), nobody)).containsExactly("web.log.1");
        mode(own, "rwx------");
        assertThat(bench.kernel().names(own.toString(), nobody)).containsExactly("web.log.1");
    }
}
