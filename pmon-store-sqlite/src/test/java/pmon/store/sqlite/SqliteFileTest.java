package pmon.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreProvider;
import pmon.testkit.store.StoreFileContract;

class SqliteFileTest extends StoreFileContract {
    @Override
    protected StoreProvider provider() {
        return new SqliteStoreProvider();
    }

    @Override
    protected String fileName() {
        return "pmon.db";
    }

    @Test
    void filesAreForTheirOwnerOnlyAndThereIsNoThird() throws Exception {
        try (Store store = provider().open(directory)) {
            store.commit(List.of(event(1, "e")));
            try (Stream<Path> files = Files.list(directory)) {
                List<Path> made = files.sorted().toList();
                assertThat(made).containsExactly(file, directory.resolve("pmon.db-wal"));
                for (Path path : made) {
                    assertOwnerOnly(path);
                }
            }
        }
        assertThat(directory.resolve("pmon.db-wal")).doesNotExist();
    }

    @Test
    void theWriteAheadLogStaysBounded() throws Exception {
        String document = "x".repeat(4_000);
        long largest = 0;
        try (Store store = provider().open(directory)) {
            long seq = 0;
            for (int batch = 0; batch < 200; batch++) {
                List<StoreChange> changes = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    changes.add(event(++seq, document));
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
}
