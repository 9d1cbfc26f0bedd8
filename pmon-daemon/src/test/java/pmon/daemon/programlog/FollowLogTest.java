package pmon.daemon.programlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.protocol.LogRange;
import pmon.daemon.fixture.NoUserFiles;
import pmon.daemon.fixture.Self;

@Timeout(60)
class FollowLogTest {
    @TempDir
    private Path directory;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Exception> end = new CompletableFuture<>();
    private Account self;
    private ProgramLogs logs;
    private LogSource web;
    private Thread follower;

    @BeforeEach
    void open() throws Exception {
        self = Self.account(directory);
        logs = new ProgramLogs(self, userFiles());
        web = source("web");
    }

    /** How logs are opened. */
    UserFiles userFiles() {
        return new NoUserFiles();
    }

    /** How lines are taken. */
    TaggedLineSink sink(TaggedLineSink lines) {
        return lines;
    }

    @AfterEach
    void leave() throws Exception {
        if (follower == null) {
            return;
        }
        follower.interrupt();
        follower.join();
        assertThat(logs.following()).as("something runs with nobody following").isFalse();
    }

    @Test
    void newLinesFollowTheLastOnes() throws Exception {
        append(web, "one\ntwo\n");
        follow(new LogRange.Last(1), web);
        assertThat(line()).isEqualTo("web two");
        append(web, "three\n");
        assertThat(line()).isEqualTo("web three");
    }

    @Test
    void aLineIsDeliveredWhenItIsComplete() throws Exception {
        append(web, "one\n");
        follow(new LogRange.Last(1), web);
        assertThat(line()).isEqualTo("web one");
        append(web, "ha");
        append(web, "lf\n");
        assertThat(line()).isEqualTo("web half");
    }

    @Test
    void aFileThatDoesNotExistYetIsWaitedFor() throws Exception {
        LogSource other = source("other");
        append(other, "here\n");
        follow(new LogRange.Last(10), other, web);
        assertThat(line()).isEqualTo("other here");
        append(web, "born\n");
        assertThat(line()).isEqualTo("web born");
    }

    @Test
    void evenItsDirectoryMayComeLater() throws Exception {
        LogSource late = new LogSource("late", directory.resolve("new/late.log"), self);
        append(web, "here\n");
        follow(new LogRange.Last(10), web, late);
        assertThat(line()).isEqualTo("web here");
        Files.createDirectory(directory.resolve("new"));
        append(late, "born\n");
        assertThat(line()).isEqualTo("late born");
    }

    @Test
    void aTruncatedFileIsReadFromItsBeginning() throws Exception {
        append(web, "a long first line\n");
        follow(new LogRange.Last(1), web);
        assertThat(line()).isEqualTo("web a long first line");
        Files.writeString(web.file(), "new\n", StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(line()).isEqualTo("web new");
        append(web, "next\n");
        assertThat(line()).isEqualTo("web next");
    }

    private Path rotated(int number) {
        return directory.resolve("web.log." + number);
    }

    /** As if nobody had looked meanwhile. */
    private void rotateOften(int times) throws Exception {
        for (int time = 1; time <= times; time++) {
            for (int number = time - 1; number > 0; number--) {
                Files.move(rotated(number), rotated(number + 1));
            }
            Files.move(web.file(), rotated(1));
            append(web, "after " + time + "\n");
        }
    }

    private void compress(int number) throws Exception {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(directory.resolve("web.log." + number + ".gz")))) {
            Files.copy(rotated(number), out);
        }
        Files.delete(rotated(number));
    }

    private Followed followed(List<String> into) throws Exception {
        Followed followed = new Followed(web, new LogFiles(self, new NoUserFiles()), (_, line) -> into.add(line));
        followed.begin(new LogRange.Last(0));
        return followed;
    }

    @Test
    void nothingOfSeveralRotationsBetweenTwoLooksIsLost() throws Exception {
        Files.writeString(rotated(9), "older than all\n");
        append(web, "one\n");
        List<String> read = new ArrayList<>();
        try (Followed followed = followed(read)) {
            append(web, "two\n");
            rotateOften(4);
            while (followed.advance()) {}
        }
        assertThat(read).containsExactly("two", "after 1", "after 2", "after 3", "after 4");
    }

    @Test
    void compressedOnesAreReadToo() throws Exception {
        append(web, "one\n");
        List<String> read = new ArrayList<>();
        try (Followed followed = followed(read)) {
            append(web, "two\n");
            rotateOften(3);
            compress(3);
            compress(2);
            while (followed.advance()) {}
            append(web, "and on\n");
            while (followed.advance()) {}
        }
        assertThat(read).containsExactly("two", "after 1", "after 2", "after 3", "and on");
    }

    @Test
    void whereTheFileIsGoneOnlyWhatIsNewerIsRead() throws Exception {
        Files.writeString(rotated(1), "older\n");
        Files.setLastModifiedTime(rotated(1), FileTime.fromMillis(1));
        append(web, "one\n");
        List<String> read = new ArrayList<>();
        try (Followed followed = followed(read)) {
            append(web, "two\n");
            Files.delete(web.file());
            append(web, "three\n");
            while (followed.advance()) {}
        }
        assertThat(read).containsExactly("two", "three");
    }

    @Test
    void aReplacedFileIsReadToItsEndAndThenItsSuccessor() throws Exception {
        append(web, "one\n");
        follow(new LogRange.Last(1), web);
        assertThat(line()).isEqualTo("web one");
        Path rotated = directory.resolve("web.log.1");
        append(web, "two\nunfinished");
        Files.move(web.file(), rotated);
        append(web, "three\n");
        assertThat(List.of(line(), line(), line())).containsExactly("web two", "web unfinished", "web three");
        append(web, "four\n");
        assertThat(line()).isEqualTo("web four");
    }

    @Test
    void aFileThatIsRemovedAndMadeAgainIsFollowedOn() throws Exception {
        append(web, "one\n");
        follow(new LogRange.Last(1), web);
        assertThat(line()).isEqualTo("web one");
        Files.delete(web.file());
        append(web, "two\n");
        assertThat(line()).isEqualTo("web two");
    }

    @Test
    void manyRotationsLoseNothingAndRepeatNothing() throws Exception {
        append(web, "line 0\n");
        follow(new LogRange.From(1), web);
        assertThat(line()).isEqualTo("web line 0");
        for (int i = 1; i <= 200; i++) {
            append(web, "line " + i + "\n");
            // Others count upwards: what they rotated away before it was seen is not found.
            assertThat(line()).isEqualTo("web line " + i);
            if (i % 10 == 0) {
                Files.move(web.file(), directory.resolve("web.log." + i));
            }
        }
    }

    @Test
    void aBusyLogDoesNotKeepAnotherOneWaiting() throws Exception {
        LogSource busy = source("busy");
        String much = "x".repeat(1023) + "\n";
        append(busy, much.repeat(4 * 1024));
        append(web, "quiet\n");
        follow(new LogRange.From(1), busy, web);
        int before = 0;
        while (!line().equals("web quiet")) {
            before++;
        }
        assertThat(before).isLessThan(2 * 1024);
    }

    @Test
    void aFileThatBecomesALinkEndsTheFollowing() throws Exception {
        append(web, "one\n");
        follow(new LogRange.Last(1), web);
        assertThat(line()).isEqualTo("web one");
        Path secret = Files.writeString(directory.resolve("secret"), "secret\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), secret);
        Files.move(link, web.file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(UnreadableLogException.class);
        assertThat(lines).isEmpty();
    }

    private void follow(LogRange range, LogSource... sources) {
        follower = Thread.ofVirtual().start(() -> {
            try {
                logs.follow(List.of(sources), range, sink((source, line) -> lines.add(source.process() + " " + line)));
            } catch (IOException | InterruptedException | UnreadableLogException e) {
                end.complete(e);
            }
        });
    }

    private String line() throws InterruptedException {
        String line = lines.poll(30, TimeUnit.SECONDS);
        assertThat(line).as("a line").isNotNull();
        return line;
    }

    private LogSource source(String process) {
        return new LogSource(process, directory.resolve(process + ".log"), self);
    }

    private static void append(LogSource source, String text) throws IOException {
        Files.writeString(source.file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
