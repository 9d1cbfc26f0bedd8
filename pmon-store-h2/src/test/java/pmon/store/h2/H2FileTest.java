package pmon.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreProvider;
import pmon.testkit.store.StoreFileContract;

class H2FileTest extends StoreFileContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }

    @Override
    protected String fileName() {
        return "pmon.mv.db";
    }

    @Test
    void theFileIsForItsOwnerOnlyAndThereIsNoOther() throws Exception {
        try (Store store = provider().open(directory)) {
            store.commit(List.of(event(1, "e")));
            try (Stream<Path> files = Files.list(directory)) {
                List<Path> made = files.sorted().toList();
                assertThat(made).containsExactly(file);
                for (Path path : made) {
                    assertOwnerOnly(path);
                }
            }
        }
    }

    @Test
    void theFileIsCompactedWhenItHasGrown() throws Exception {
        long bound = 2_000_000;
        long largest = 0;
        String document = "x".repeat(4_000);
        try (Store store = H2Store.open(directory, H2Schema.CURRENT, bound)) {
            for (long seq = 1; seq <= 500; seq++) {
                store.commit(List.of(event(seq, document), new StoreChange.TrimEvents(seq - 100)));
                largest = Math.max(largest, Files.size(file));
            }
            assertThat(store.events(0, 0, Integer.MAX_VALUE)).hasSize(100);
        }
        assertThat(largest).isBetween(bound, 2 * bound);
        assertOwnerOnly(file);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aCopyThatAKilledDaemonLeftIsNotInTheWay() throws Exception {
        Files.write(directory.resolve("pmon.new.mv.db"), new byte[] {1, 2, 3});
        try (Store store = provider().open(directory)) {
            store.commit(List.of(event(1, "e")));
        }
        assertThat(directory.resolve("pmon.new.mv.db")).doesNotExist();
    }

    @Test
    void aSemicolonInItsPathIsLikeAnyOtherCharacter() throws Exception {
        Path odd = Files.createDirectories(directory.resolve("a;b/;MODE=MySQL;"));
        for (int i = 1; i <= 3; i++) {
            try (Store store = provider().open(odd)) {
                store.commit(List.of(event(i, "e")));
                assertThatThrownBy(() -> provider().open(odd)).hasMessageContaining("another process has it open");
                assertThat(store.events(0, 0, 10)).hasSize(i);
            }
        }
        try (Stream<Path> files = Files.list(odd)) {
            assertThat(files).containsExactly(odd.resolve("pmon.mv.db"));
        }
    }
}
