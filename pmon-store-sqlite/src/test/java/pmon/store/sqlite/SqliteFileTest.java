package pmon.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoreProvider;
import pmon.testkit.store.CommitLoop;

class SqliteFileTest {
    private final StoreProvider provider = new SqliteStoreProvider();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("pmon.db");
    }

    @Test
    void filesAreForTheirOwnerOnlyAndThereIsNoThird() throws Exception {
        try (Store store = provider.open(directory)) {
            store.commit(List.of(Changing.event(1, "e")));
            try (Stream<Path> files = Files.list(directory)) {
                List<Path> made = files.sorted().toList();
                assertThat(made).containsExactly(file, directory.resolve("pmon.db-wal"));
                for (Path path : made) {
                    assertThat(mode(path)).as(path.toString()).isEqualTo("rw-------");
                }
            }
        }
        assertThat(directory.resolve("pmon.db-wal")).doesNotExist();
    }

    @Test
    void aFileThatOthersMayReadIsNarrowed() throws Exception {
        provider.open(directory).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        provider.open(directory).close();
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void aSecondOpenerIsTurnedAway() throws Exception {
        try (Store store = provider.open(directory)) {
            assertThatThrownBy(() -> provider.open(directory))
                    .hasMessage("cannot open " + file + ": another process has it open; is another daemon running?")
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.IN_USE));
            Process other = CommitLoop.start(provider, "true", directory, 1);
            try (BufferedReader output = other.inputReader()) {
                assertThat(output.readLine()).startsWith("IN_USE cannot open " + file);
            } finally {
                other.destroyForcibly().waitFor();
            }
            store.commit(List.of(Changing.event(1, "e")));
        }
        provider.open(directory).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "what?mode=memory", "50%25", "a#b", "ä\u05e9"})
    void directoriesMayHaveAnyName(String name) throws Exception {
        Path odd = Files.createDirectory(directory.resolve(name));
        try (Store store = provider.open(odd)) {
            store.commit(List.of(Changing.event(1, "e")));
        }
        assertThat(odd.resolve("pmon.db")).isNotEmptyFile();
        try (Store store = provider.open(odd)) {
            assertThat(store.load().lastSeq()).isEqualTo(1);
        }
    }

    @Test
    void aMissingDirectoryIsNamed() {
        assertThatThrownBy(() -> provider.open(directory.resolve("none")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot create " + directory.resolve("none/pmon.db"));
    }

    @Test
    void anEmptyFileBecomesAStore() throws Exception {
        Files.createFile(file);
        try (Store store = provider.open(directory)) {
            assertThat(store.load().lastSeq()).isZero();
        }
    }

    @Test
    void garbageIsCorruptAndStaysAsItIs() throws Exception {
        byte[] noise = new byte[20_000];
        new Random(7).nextBytes(noise);
        for (byte[] garbage : List.of(
                noise,
                new byte[8192],
                "{}".getBytes(StandardCharsets.UTF_8),
                "x".repeat(600).getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, garbage);
            assertCorrupt();
            assertThat(file).hasBinaryContent(garbage);
        }
    }

    @Test
    void aTruncatedFileIsCorruptAndStaysAsItIs() throws Exception {
        fill();
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {whole.length - 4096, whole.length / 2 / 4096 * 4096, 5000, 4096, 1000, 90}) {
            byte[] part = Arrays.copyOf(whole, length);
            Files.write(file, part);
            assertCorrupt();
            assertThat(file).as("%d of %d bytes", length, whole.length).hasBinaryContent(part);
        }
    }

    @Test
    void damageInTheMiddleIsFoundWhenItIsRead() throws Exception {
        fill();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[4096];
            new Random(7).nextBytes(noise);
            for (long page = 2; page < channel.size() / 4096; page++) {
                channel.write(ByteBuffer.wrap(noise), page * 4096);
            }
        }
        assertThatThrownBy(() -> {
                    try (Store store = provider.open(directory)) {
                        store.load();
                        store.events(0, 0, Integer.MAX_VALUE);
                    }
                })
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT));
    }

    @Test
    void theWriteAheadLogStaysBounded() throws Exception {
        String document = "x".repeat(4_000);
        long largest = 0;
        try (Store store = provider.open(directory)) {
            long seq = 0;
            for (int batch = 0; batch < 200; batch++) {
                List<StoreChange> changes = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    changes.add(Changing.event(++seq, document));
                }
                changes.add(new StoreChange.TrimEvents(seq - 100));
                store.commit(changes);
                store.lastEvents(0, 10);
                largest = Math.max(largest, Files.size(directory.resolve("pmon.db-wal")));
            }
        }
        // 40 MB were written; the log starts over at 1,000 pages of 4 KiB, behind the batch that reaches them.
        assertThat(largest).isBetween(1_000_000L, 6_000_000L);
        assertThat(Files.size(file)).isLessThan(4_000_000L);
    }

    private void fill() throws StoreException {
        try (Store store = provider.open(directory)) {
            List<StoreChange> changes = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                changes.add(Changing.event(i, "x".repeat(500)));
                changes.add(new StoreChange.PutProcess(i, "p" + i, "y".repeat(500)));
            }
            store.commit(changes);
        }
    }

    private void assertCorrupt() {
        assertThatThrownBy(() -> provider.open(directory)).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.CORRUPT);
            assertThat(e).hasMessageStartingWith("cannot open " + file + ": the file is damaged or is no database (");
        });
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
