package pmon.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
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
import pmon.api.spi.store.StoredEvent;
import pmon.store.jdbc.Schema;

/** The death of the process, a full disk, limits: whatever was acknowledged is there afterwards. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqliteCrashTest {
    private static final int KILLS = 5;

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedSurvivesKills() throws Exception {
        long seed = Long.getLong("pmon.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        long acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process loop = CommitLoop.start("true", directory, 200);
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
        assertThat(acknowledged).isGreaterThanOrEqualTo(KILLS);
    }

    @Test
    void aLimitOfTheFileSizeIsFullAndLosesNothing() throws Exception {
        // 6 MiB in dash's unit of 512 bytes: above what the driver unpacks for itself, below what the loop writes.
        Process loop = CommitLoop.start("ulimit -f 12288", directory, 100_000);
        long acknowledged = 0;
        try (BufferedReader output = loop.inputReader()) {
            String line = output.readLine();
            while (line != null && Character.isDigit(line.charAt(0))) {
                acknowledged = Long.parseLong(line);
                line = output.readLine();
            }
            assertThat(line)
                    .isEqualTo(
                            "FULL cannot write " + directory.resolve("pmon.db")
                                    + ": the system refused to let it grow; check the quota, the limit of file sizes, and the disk");
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
            try (Store store = new SqliteStoreProvider().open(small)) {
                fillUntilFull(store, small);
                long kept = store.load().lastSeq();
                assertThat(store.events(0, 0, Integer.MAX_VALUE)).hasSize((int) kept);
                Files.delete(ballast);
                store.commit(List.of(Changing.event(kept + 1, "after")));
            }
            try (Store store = new SqliteStoreProvider().open(small)) {
                assertThat(store.lastEvents(0, 1).getFirst().document()).isEqualTo("after");
            }
        } finally {
            assertThat(run("umount", small.toString())).isTrue();
        }
    }

    @Test
    void aFullDatabaseIsFullAndWorksAgainOnceThereIsRoom() throws StoreException {
        // SQLite's own bound on pages fails with the same code as a full disk.
        Schema bounded = Changing.schemaWith("PRAGMA max_page_count = 100");
        try (Store store = SqliteStore.open(directory, bounded)) {
            fillUntilFull(store, directory);
            long kept = store.load().lastSeq();
            assertThat(store.events(0, 0, Integer.MAX_VALUE)).hasSize((int) kept);
            store.commit(List.of(new StoreChange.TrimEvents(kept - 1)));
            store.commit(List.of(Changing.event(kept + 1, "after")));
            assertThat(store.lastEvents(0, 2)).extracting(StoredEvent::seq).containsExactly(kept, kept + 1);
        }
    }

    private static void fillUntilFull(Store store, Path where) {
        String document = "x".repeat(10_000);
        for (long seq = 1; seq < 10_000; seq++) {
            try {
                store.commit(List.of(Changing.event(seq, document)));
            } catch (StoreException e) {
                assertThat(e.kind()).isEqualTo(Kind.FULL);
                assertThat(e)
                        .hasMessage("cannot write " + where.resolve("pmon.db")
                                + ": no space is left; free some, and the daemon goes on by itself");
                assertThat(seq).isGreaterThan(5);
                return;
            }
        }
        throw new AssertionError("it never got full");
    }

    /** Every acknowledged batch is there, whole; at most one more is, whose acknowledgement was lost. */
    private void checkWhole(long acknowledged, String what) throws StoreException {
        try (Store store = new SqliteStoreProvider().open(directory)) {
            long last = store.load().lastSeq();
            assertThat(last).as(what).isBetween(acknowledged, acknowledged + 1);
            assertThat(store.events(0, 0, Integer.MAX_VALUE))
                    .as(what)
                    .extracting(StoredEvent::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, last).boxed().toList());
            assertThat(store.load().processes()).as(what).hasSize((int) last);
            assertThat(store.load().values()).as(what).containsEntry(CommitLoop.COUNTER, Long.toString(last));
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
