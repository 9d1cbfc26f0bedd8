package pmon.distribution.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.daemon.tool.StoreTransfer;
import pmon.store.h2.H2StoreProvider;
import pmon.store.sqlite.SqliteStoreProvider;

class StoreTransferTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> directions() {
        return Stream.of(
                Arguments.of(new SqliteStoreProvider(), new H2StoreProvider()),
                Arguments.of(new H2StoreProvider(), new SqliteStoreProvider()));
    }

    @ParameterizedTest
    @MethodSource("directions")
    void everythingIsCopiedThereAndBack(StoreProvider from, StoreProvider to) throws Exception {
        Contents before = fill(from, 2_500);
        assertThat(new StoreTransfer(from, to, directory).run(false))
                .isEqualTo(new StoreTransfer.Copied(20, 2_500 - 10));
        assertThat(contents(to)).isEqualTo(before);
        assertThat(contents(from)).as("the source stays").isEqualTo(before);
        new StoreTransfer(to, from, directory).run(true);
        assertThat(contents(from)).isEqualTo(before);
        try (Store store = to.open(directory)) {
            store.commit(List.of(new StoreChange.AppendEvent(new StoredEvent(2_501, 1, "next"))));
        }
        assertThat(directory.resolve("store-copy.new")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("directions")
    void theLastNumberIsKeptWhereAllEventsAreGone(StoreProvider from, StoreProvider to) throws Exception {
        fill(from, 40);
        try (Store store = from.open(directory)) {
            store.commit(List.of(new StoreChange.TrimEvents(40)));
        }
        Contents before = contents(from);
        new StoreTransfer(from, to, directory).run(false);
        assertThat(contents(to)).isEqualTo(before);
        assertThat(before.state().lastSeq()).isEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("directions")
    void aTargetThatIsNotEmptyIsOverwrittenOnlyWhenAsked(StoreProvider from, StoreProvider to) throws Exception {
        Contents target = fill(to, 30);
        Contents source = fill(from, 50);
        StoreTransfer transfer = new StoreTransfer(from, to, directory);
        assertThatThrownBy(() -> transfer.run(false))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "the store " + to.name() + " in " + directory + " is not empty; overwrite it with --replace");
        assertThat(contents(to)).isEqualTo(target);
        transfer.run(true);
        assertThat(contents(to)).isEqualTo(source);
    }

    @ParameterizedTest
    @MethodSource("directions")
    void anEmptySourceIsNothingToCopy(StoreProvider from, StoreProvider to) throws Exception {
        Contents target = fill(to, 30);
        assertThatThrownBy(() -> new StoreTransfer(from, to, directory).run(true))
                .isInstanceOf(StoreException.class)
                .hasMessage("there is nothing to copy: the store " + from.name() + " in " + directory + " is empty");
        assertThat(contents(to)).isEqualTo(target);
    }

    @ParameterizedTest
    @MethodSource("directions")
    void whatAKilledCopyLeftIsNotInTheWay(StoreProvider from, StoreProvider to) throws Exception {
        Contents before = fill(from, 30);
        Path workshop = Files.createDirectory(directory.resolve("store-copy.new"));
        to.open(workshop).close();
        Files.write(workshop.resolve("half"), new byte[] {1});
        new StoreTransfer(from, to, directory).run(false);
        assertThat(contents(to)).isEqualTo(before);
        assertThat(workshop).doesNotExist();
    }

    private record Contents(StoredState state, List<StoredEvent> events) {}

    private Contents contents(StoreProvider provider) throws StoreException {
        try (Store store = provider.open(directory)) {
            return new Contents(store.load(), store.events(0, 0, Integer.MAX_VALUE));
        }
    }

    private Contents fill(StoreProvider provider, int events) throws StoreException {
        try (Store store = provider.open(directory)) {
            List<StoreChange> changes = new ArrayList<>();
            for (int id = 1; id <= 20; id++) {
                changes.add(new StoreChange.PutProcess(id, "p" + id, "{\"ä\":\"" + "x".repeat(id * 100) + "\"}"));
            }
            for (long seq = 1; seq <= events; seq++) {
                changes.add(new StoreChange.AppendEvent(new StoredEvent(seq, (int) seq % 20, "{\"e\":" + seq + "}")));
            }
            changes.add(new StoreChange.TrimEvents(10));
            changes.add(new StoreChange.PutValue("next_id", "21"));
            store.commit(changes);
        }
        return contents(provider);
    }
}
