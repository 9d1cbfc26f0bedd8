package pmon.daemon.programlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.protocol.LogRange;
import pmon.daemon.fixture.NoUserFiles;
import pmon.daemon.fixture.People;
import pmon.daemon.fixture.Self;

class ReadLogTest {
    @TempDir
    private Path directory;

    private Account self;
    private ProgramLogs logs;
    private LogSource web;

    @BeforeEach
    void open() throws Exception {
        self = Self.account(directory);
        logs = new ProgramLogs(self, userFiles());
        web = new LogSource("web", directory.resolve("web.log"), self);
    }

    /** How logs are opened. */
    UserFiles userFiles() {
        return new NoUserFiles();
    }

    /** How lines are taken. */
    TaggedLineSink sink(TaggedLineSink lines) {
        return lines;
    }

    @Test
    void theLastLinesAreFoundFromTheEnd() throws Exception {
        Files.write(web.file(), numbered(50_000));
        assertThat(last(3)).containsExactly("line 49998", "line 49999", "line 50000");
        assertThat(last(20_000)).hasSize(20_000).startsWith("line 30001").endsWith("line 50000");
        assertThat(last(70_000)).hasSize(50_000);
        assertThat(last(0)).isEmpty();
    }

    @Test
    void aLastLineWithoutNewlineCounts() throws Exception {
        Files.writeString(web.file(), "one\ntwo\nthree");
        assertThat(last(2)).containsExactly("two", "three");
        Files.writeString(web.file(), "one\n\n");
        assertThat(last(1)).containsExactly("");
        Files.writeString(web.file(), "one");
        assertThat(last(1)).containsExactly("one");
        Files.writeString(web.file(), "");
        assertThat(last(1)).isEmpty();
    }

    @Test
    void linesFromANumberOn() throws Exception {
        Files.write(web.file(), numbered(20_000));
        assertThat(read(new LogRange.From(1))).hasSize(20_000);
        assertThat(read(new LogRange.From(19_999))).containsExactly("line 19999", "line 20000");
        assertThat(read(new LogRange.From(20_001))).isEmpty();
    }

    @Test
    void severalLogsComeOneAfterTheOtherEachLineTagged() throws Exception {
        LogSource job = new LogSource("job", directory.resolve("job.log"), self);
        Files.writeString(web.file(), "from web\n");
        Files.writeString(job.file(), "from job\n");
        List<String> lines = new ArrayList<>();
        logs.read(
                List.of(web, job),
                new LogRange.Last(5),
                sink((source, line) -> lines.add(source.process() + ": " + line)));
        assertThat(lines).containsExactly("web: from web", "job: from job");
    }

    @Test
    void nothingIsMissedWhereARotationComesBetween() throws Exception {
        for (LogRange range : List.of(new LogRange.From(1), new LogRange.Last(6))) {
            Path oldest = web.file().resolveSibling("web.log.2");
            Path older = web.file().resolveSibling("web.log.1");
            Files.writeString(oldest, "1\n2\n");
            Files.writeString(older, "3\n4\n");
            Files.writeString(web.file(), "5\n6\n");
            List<String> lines = new ArrayList<>();
            logs.read(List.of(web), range, (_, line) -> {
                if (lines.isEmpty()) {
                    Files.delete(oldest);
                    Files.move(older, oldest);
                    Files.move(web.file(), older);
                    Files.writeString(web.file(), "7\n");
                }
                lines.add(line);
            });
            assertThat(lines).as(range.toString()).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void aLogThatDoesNotExistHasNoLines() throws Exception {
        assertThat(last(5)).isEmpty();
        LogSource nowhere = new LogSource("web", directory.resolve("no/such/web.log"), self);
        logs.read(List.of(nowhere), new LogRange.Last(5), (_, _) -> {
            throw new AssertionError("a line");
        });
    }

    @Test
    void aSymbolicLinkIsNotRead() throws Exception {
        Files.writeString(directory.resolve("secret"), "secret\n");
        Files.createSymbolicLink(web.file(), directory.resolve("secret"));
        assertThatThrownBy(() -> last(5))
                .isInstanceOf(UnreadableLogException.class)
                .hasMessageContaining("web.log: it is a symbolic link");
    }

    @Test
    void aDirectoryIsNotRead() throws Exception {
        Files.createDirectory(web.file());
        assertThatThrownBy(() -> last(5))
                .isInstanceOf(UnreadableLogException.class)
                .hasMessageContaining("it is not a regular file");
    }

    @Test
    void rootReadsTheLogOfAUserOnlyWithTheRightsOfTheUser() throws Exception {
        Files.writeString(web.file(), "secret\n");
        Account nobody = new Account("nobody", 65534, 65534, List.of(65534L), "/", "/bin/false");
        LogSource planted = new LogSource("web", web.file(), nobody);
        assertThatThrownBy(() -> new ProgramLogs(People.ROOT, new NoUserFiles())
                        .read(List.of(planted), new LogRange.Last(5), (_, _) -> {}))
                .isInstanceOf(UnreadableLogException.class)
                .hasMessageContaining("of nobody");
    }

    @Test
    void theTailForAnErrorMessageIsSmallWhateverTheLogIs() throws Exception {
        Files.write(web.file(), numbered(1_000));
        assertThat(logs.tail(web, 10)).hasSize(10).endsWith("line 1000");
        Files.writeString(web.file(), "x".repeat(10_000_000) + "\nlast");
        assertThat(logs.tail(web, 10)).hasSize(2).last().isEqualTo("last");
        assertThat(logs.tail(web, 10).getFirst().length()).isLessThan(70_000);
        Files.delete(web.file());
        assertThat(logs.tail(web, 10)).isEmpty();
        Files.createDirectory(web.file());
        assertThat(logs.tail(web, 10)).isEmpty();
    }

    private List<String> last(int count) throws Exception {
        return read(new LogRange.Last(count));
    }

    private List<String> read(LogRange range) throws Exception {
        List<String> lines = new ArrayList<>();
        logs.read(List.of(web), range, sink((_, line) -> lines.add(line)));
        return lines;
    }

    private static List<String> numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i).toList();
    }
}
