package pmon.daemon.programlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.protocol.LogRange;
import pmon.daemon.fixture.Self;

/** Whoever reads the open files gets the lines that the daemon would send. */
class PassedLogTest {
    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();
    private final StretchReader reader = new StretchReader((_, line) -> lines.add(line));
    private ProgramLogs logs;
    private LogSource web;

    @BeforeEach
    void open() throws Exception {
        Account self = Self.account(directory);
        logs = new ProgramLogs(self, new OpenedFiles());
        web = new LogSource("web", directory.resolve("web.log"), self);
    }

    /** All that holds for reading. */
    @Nested
    class Read extends ReadLogTest {
        @Override
        UserFiles userFiles() {
            return new OpenedFiles();
        }

        @Override
        TaggedLineSink sink(TaggedLineSink lines) {
            return new StretchReader(lines);
        }
    }

    /** All that holds for following. */
    @Nested
    class Follow extends FollowLogTest {
        @Override
        UserFiles userFiles() {
            return new OpenedFiles();
        }

        @Override
        TaggedLineSink sink(TaggedLineSink lines) {
            return new StretchReader(lines);
        }
    }

    @Test
    void eachFileIsPassedOnceAndEnded() throws Exception {
        Files.writeString(directory.resolve("web.log.1"), "one\n");
        Files.writeString(web.file(), "two\nthree");
        logs.read(List.of(web), new LogRange.From(1), reader);
        assertThat(lines).containsExactly("one", "two", "three");
        assertThat(reader.stretches()).containsExactly("0-4 opens", "4-4 ends", "0-9 opens", "9-9 ends");
    }

    @Test
    void theLastLinesOfOneFileAreAStretchOfIt() throws Exception {
        Files.writeString(web.file(), "one\ntwo\nthree\n");
        logs.read(List.of(web), new LogRange.Last(2), reader);
        assertThat(reader.stretches()).containsExactly("4-14 opens", "14-14 ends");
        reader.stretches().clear();
        logs.read(List.of(web), new LogRange.Last(10), reader);
        assertThat(reader.stretches()).containsExactly("0-14 opens", "14-14 ends");
        assertThat(lines).containsExactly("two", "three", "one", "two", "three");
    }

    @Test
    void whereThePositionOfThePassedFileIsPutDoesNotMatter() throws Exception {
        Files.writeString(web.file(), "one\ntwo\n");
        reader.moving(1_000_000);
        logs.read(List.of(web), new LogRange.From(1), reader);
        assertThat(lines).containsExactly("one", "two");
        assertThat(reader.stretches()).containsExactly("0-8 opens", "8-8 ends");
    }

    @Test
    void anEmptyLogIsNotPassed() throws Exception {
        Files.createFile(web.file());
        logs.read(List.of(web), new LogRange.From(1), reader);
        assertThat(reader.stretches()).isEmpty();
    }
}
