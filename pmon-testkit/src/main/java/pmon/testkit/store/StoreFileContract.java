package pmon.testkit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;

/**
 * What a {@link Store} that keeps everything in one file promises about that file: who may read it, that one daemon has it at a time, and
 * that a damaged one is refused and left as it is. The provider needs a public constructor without parameters, and tests run on the class
 * path.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class StoreFileContract {
    private static final int PAGE_BYTES = 4096;
    private static final String OWNER_ONLY = "rw-------";

    @TempDir
    protected Path directory;

    /** The file in {@link #directory}. */
    protected Path file;

    /** The provider under test. */
    protected abstract StoreProvider provider();

    /** What the file is called. */
    protected abstract String fileName();

    @BeforeEach
    void place() {
        file = directory.resolve(fileName());
    }

    @Test
    void aFileThatOthersMayReadIsNarrowed() throws Exception {
        provider().open(directory).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        provider().open(directory).close();
        assertOwnerOnly(file);
    }

    @Test
    void aSecondOpenerIsTurnedAway() throws Exception {
        try (Store store = provider().open(directory)) {
            StoreException refused = refusal(() -> provider().open(directory));
            assertEquals(Kind.IN_USE, refused.kind());
            assertEquals(
                    "cannot open " + file + ": another process has it open; is another daemon running?",
                    refused.getMessage());
            Process other = CommitLoop.start(provider(), "true", directory, 1);
            try (BufferedReader output = other.inputReader()) {
                String line = output.readLine();
                assertTrue(line != null && line.startsWith("IN_USE cannot open " + file), "it said " + line);
            } finally {
                other.destroyForcibly().waitFor();
            }
            store.commit(List.of(event(1, "e")));
        }
        provider().open(directory).close();
    }

    @Test
    void directoriesMayHaveAnyName() throws Exception {
        for (String name : List.of("with space", "what?mode=memory", "50%25", "a#b", "ä\u05e9")) {
            Path odd = Files.createDirectory(directory.resolve(name));
            try (Store store = provider().open(odd)) {
                store.commit(List.of(event(1, "e")));
            }
            assertTrue(Files.size(odd.resolve(fileName())) > 0, name);
            try (Store store = provider().open(odd)) {
                assertEquals(1, store.load().lastSeq(), name);
            }
        }
    }

    @Test
    void aMissingDirectoryIsNamed() {
        StoreException refused = refusal(() -> provider().open(directory.resolve("none")));
        String message = refused.toString();
        assertTrue(message.contains("cannot create " + directory.resolve("none").resolve(fileName())), message);
    }

    @Test
    void anEmptyFileBecomesAStore() throws Exception {
        Files.createFile(file);
        try (Store store = provider().open(directory)) {
            assertEquals(0, store.load().lastSeq());
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
            assertArrayEquals(garbage, Files.readAllBytes(file));
        }
    }

    @Test
    void aTruncatedFileIsCorruptAndStaysAsItIs() throws Exception {
        fill();
        byte[] whole = Files.readAllBytes(file);
        int half = whole.length / 2 / PAGE_BYTES * PAGE_BYTES;
        for (int length : new int[] {whole.length - PAGE_BYTES, half, 5000, PAGE_BYTES, 1000, 90}) {
            byte[] part = Arrays.copyOf(whole, length);
            Files.write(file, part);
            assertCorrupt();
            assertArrayEquals(part, Files.readAllBytes(file), length + " of " + whole.length + " bytes");
        }
    }

    @Test
    void damageInTheMiddleIsFoundWhenItIsRead() throws Exception {
        fill();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[PAGE_BYTES];
            new Random(7).nextBytes(noise);
            for (long page = 2; page < channel.size() / PAGE_BYTES; page++) {
                channel.write(ByteBuffer.wrap(noise), page * PAGE_BYTES);
            }
        }
        StoreException refused = refusal(() -> {
            try (Store store = provider().open(directory)) {
                store.load();
                store.events(0, 0, Integer.MAX_VALUE);
            }
        });
        assertEquals(Kind.CORRUPT, refused.kind());
    }

    /** An event to commit. */
    protected static StoreChange event(long seq, String document) {
        return new StoreChange.AppendEvent(new StoredEvent(seq, 1, document));
    }

    /** That nobody but its owner may read or write a file. */
    protected static void assertOwnerOnly(Path path) throws IOException {
        assertEquals(OWNER_ONLY, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path.toString());
    }

    private void fill() throws StoreException {
        try (Store store = provider().open(directory)) {
            List<StoreChange> changes = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                changes.add(event(i, "x".repeat(500)));
                changes.add(new StoreChange.PutProcess(i, "p" + i, "y".repeat(500)));
            }
            store.commit(changes);
        }
    }

    private void assertCorrupt() {
        StoreException refused = refusal(() -> provider().open(directory));
        assertEquals(Kind.CORRUPT, refused.kind());
        String message = refused.toString();
        assertTrue(message.contains("cannot open " + file + ": the file is damaged or is no database ("), message);
    }

    private static StoreException refusal(Executable action) {
        return assertThrows(StoreException.class, action);
    }
}
