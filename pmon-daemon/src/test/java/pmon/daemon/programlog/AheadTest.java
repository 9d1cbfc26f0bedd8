package pmon.daemon.programlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.daemon.fixture.NoUserFiles;
import pmon.daemon.fixture.Self;

@Timeout(60)
class AheadTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private ProgramLogs logs;
    private Path file;
    private Ahead ahead;

    @BeforeEach
    void open() throws Exception {
        logs = new ProgramLogs(Self.account(directory), new NoUserFiles());
        file = directory.resolve("web.log");
        append("of the instance before\n");
        ahead = open(file);
    }

    @AfterEach
    void close() {
        ahead.close();
        assertThat(logs.following()).as("something runs with nobody waiting").isFalse();
    }

    @Test
    void readsWhatComesAndNothingFromBefore() throws Exception {
        assertThat(ahead.next(Duration.ZERO)).isEmpty();
        append("one\ntwo\nthr");
        assertThat(ahead.next(Duration.ZERO)).contains("one");
        assertThat(ahead.next(Duration.ZERO)).contains("two");
        assertThat(ahead.next(Duration.ZERO))
                .as("a line is one once it has ended")
                .isEmpty();
        append("ee\n");
        assertThat(ahead.next(Duration.ZERO)).contains("three");
    }

    @Test
    void waitsForALine() throws Exception {
        CompletableFuture<Optional<String>> next = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                next.complete(ahead.next(LONG));
            } catch (Exception e) {
                next.completeExceptionally(e);
            }
        });
        append("one\n");
        assertThat(next.get(30, TimeUnit.SECONDS)).contains("one");
        reader.join();
    }

    @Test
    void waitsNoLongerThanItMay() throws Exception {
        assertThat(ahead.next(Duration.ofMillis(20))).isEmpty();
    }

    @Test
    void missesNothingAcrossRotationsBetweenTwoLooks() throws Exception {
        append("one\n");
        Files.move(file, directory.resolve("web.log.1"));
        append("two\n");
        Files.move(directory.resolve("web.log.1"), directory.resolve("web.log.2"));
        Files.move(file, directory.resolve("web.log.1"));
        append("three\n");
        assertThat(ahead.next(Duration.ZERO)).contains("one");
        assertThat(ahead.next(Duration.ZERO)).contains("two");
        assertThat(ahead.next(Duration.ZERO)).contains("three");
    }

    @Test
    void goesOnAfterAReaderWasInterrupted() throws Exception {
        Thread reader = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> ahead.next(LONG)).isInstanceOf(InterruptedException.class);
        });
        reader.join();
        append("one\n");
        assertThat(ahead.next(LONG)).contains("one");
    }

    @Test
    void aLogThatCannotBeReadIsNamed() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link.log"), file);
        assertThatThrownBy(() -> open(link))
                .isInstanceOf(UnreadableLogException.class)
                .hasMessageContaining("link.log: it is a symbolic link");
    }

    private Ahead open(Path log) throws Exception {
        return logs.ahead(List.of(new LogSource("web", log, Self.account(directory))));
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
