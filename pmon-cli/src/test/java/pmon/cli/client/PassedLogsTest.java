package pmon.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.protocol.StreamItem;
import pmon.api.spi.transport.FilePassing;
import pmon.api.spi.transport.Peer;
import pmon.cli.shell.Failure;

class PassedLogsTest {
    @TempDir
    private Path directory;

    private final OnlyFiles connection = new OnlyFiles();
    private final List<String> lines = new ArrayList<>();
    private final PassedLogs logs = new PassedLogs(connection, item -> {
        if (item instanceof StreamItem.LogLine(String process, String file, String line)) {
            lines.add(process + " " + file + " " + line);
        }
    });

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    @Test
    void aLineIsWholeHoweverItIsCutIntoStretches() throws Exception {
        passes("eins\nzw\u00f6lf\ndrei");
        take(0, 8, true, false);
        assertThat(lines).containsExactly("web /l eins");
        take(8, 16, false, false);
        assertThat(lines).containsExactly("web /l eins", "web /l zw\u00f6lf");
        take(16, 16, false, true);
        assertThat(lines).containsExactly("web /l eins", "web /l zw\u00f6lf", "web /l drei");
    }

    @Test
    void theNextFileIsReadWhenItIsPassed() throws Exception {
        passes("old\n");
        passes("new\n");
        take(0, 4, true, false);
        take(4, 4, false, true);
        take(0, 4, true, false);
        assertThat(lines).containsExactly("web /l old", "web /l new");
    }

    @Test
    void aFileThatWasCutMeanwhileIsReadAsFarAsItGoes() throws Exception {
        passes("one\ntw");
        take(0, 1_000_000, true, true);
        assertThat(lines).containsExactly("web /l one", "web /l tw");
    }

    @Test
    void aFileThatDoesNotArriveIsAFailure() {
        assertThatThrownBy(() -> take(0, 1, true, false))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("/l did not arrive");
        assertThatThrownBy(() -> take(0, 1, false, false))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("before it has passed it");
    }

    private void take(long from, long to, boolean opens, boolean ends) throws Failure, IOException {
        logs.take(new StreamItem.LogStretch("web", "/l", from, to, opens, ends));
    }

    private void passes(String content) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "log", ""), content);
        connection.files.add(new FileInputStream(file.toFile()));
    }

    /** A connection over which nothing comes but files. */
    private static final class OnlyFiles implements FilePassing {
        private final Deque<FileInputStream> files = new ArrayDeque<>();

        @Override
        public @Nullable FileInputStream takeFile() {
            return files.poll();
        }

        @Override
        public void send(byte[] frame, FileDescriptor file) {
            throw new AssertionError("a client passes nothing");
        }

        @Override
        public void send(byte[] frame) {
            throw new AssertionError("nothing is asked here");
        }

        @Override
        public byte @Nullable [] receive() {
            return null;
        }

        @Override
        public Peer peer() {
            return new Peer("daemon");
        }

        @Override
        public void close() {}
    }
}
