package pmon.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;

/**
 * What a durable {@link Store} promises beyond {@link StoreContract}: the death of the process, a full disk, limits; whatever was
 * acknowledged is there afterwards. The provider needs a public constructor without parameters, and tests run on the class path.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class StoreCrashContract {
    private static final int KILLS = 5;

    @TempDir
    protected Path directory;

    /** The provider under test. */
    protected abstract StoreProvider provider();

    @Test
    void whatWasAcknowledgedSurvivesKills() throws Exception {
        long seed = Long.getLong("pmon.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        long acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process loop = CommitLoop.start(provider(), "true", directory, 200);
            try (BufferedReader output = loop.inputReader()) {
                long enough = acknowledged + 1 + random.nextInt(200);
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    acknowledged = Long.parseLong(line);
                    if (acknowledged >= enough) {
                        // By its handle: Process.destroyForcibly also closes the pipe that is read here.
                        loop.toHandle().destroyForcibly();
                    }
                }
            } finally {
                loop.destroyForcibly().waitFor();
            }
            checkWhole(acknowledged, "seed " + seed + ", kill " + kill);
        }
        assertTrue(acknowledged >= KILLS);
    }

    @Test
    void aLimitOfTheFileSizeIsFullAndLosesNothing() throws Exception {
        // 6 MiB in dash's unit of 512 bytes: above what a driver may unpack for itself, below what the loop writes.
        Process loop = CommitLoop.start(provider(), "ulimit -f 12288", directory, 100_000);
        long acknowledged = 0;
        try (BufferedReader output = loop.inputReader()) {
            String line = output.readLine();
            while (line != null && Character.isDigit(line.charAt(0))) {
                acknowledged = Long.parseLong(line);
                line = output.readLine();
            }
            assertTrue(line != null && line.startsWith("FULL cannot write " + directory), "it said " + line);
        } finally {
            loop.destroyForcibly().waitFor();
        }
        checkWhole(acknowledged, "limited");
    }

    @Test
    void aFullFileSystemIsFullAndWorksAgainOnceThereIsRoom() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()), "needs the right to mount");
        try {
            Path ballast = small.resolve("ballast");
            Files.write(ballast, new byte[400_000]);
            try (Store store = provider().open(small)) {
                fillUntilFull(store);
                long kept = store.load().lastSeq();
                assertEquals(kept, store.events(0, 0, Integer.MAX_VALUE).size());
                Files.delete(ballast);
                store.commit(List.of(event(kept + 1, "after")));
            }
            try (Store store = provider().open(small)) {
                assertEquals("after", store.lastEvents(0, 1).getFirst().document());
            }
        } finally {
            assertTrue(run("umount", small.toString()));
        }
    }

    /** Adds events until the store says that it is full. */
    protected static void fillUntilFull(Store store) {
        String document = "x".repeat(10_000);
        for (long seq = 1; seq < 10_000; seq++) {
            try {
                store.commit(List.of(event(seq, document)));
            } catch (StoreException e) {
                assertEquals(Kind.FULL, e.kind(), e.getMessage());
                assertTrue(seq > 5, "full with " + seq);
                return;
            }
        }
        throw new AssertionError("it never got full");
    }

    /** Every acknowledged batch is there, whole; at most one more is, whose acknowledgement was lost. */
    private void checkWhole(long acknowledged, String what) throws StoreException {
        try (Store store = provider().open(directory)) {
            long last = store.load().lastSeq();
            assertTrue(
                    last == acknowledged || last == acknowledged + 1,
                    what + ": " + last + " is there, acknowledged was " + acknowledged);
            List<Long> numbers = store.events(0, 0, Integer.MAX_VALUE).stream()
                    .map(StoredEvent::seq)
                    .toList();
            assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), numbers, what);
            assertEquals(last, store.load().processes().size(), what);
            assertEquals(Long.toString(last), store.load().values().get(CommitLoop.COUNTER), what);
        }
    }

    private static StoreChange event(long seq, String document) {
        return new StoreChange.AppendEvent(new StoredEvent(seq, 1, document));
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
