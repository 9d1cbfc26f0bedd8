package pmon.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoreProvider;
import pmon.core.supervisor.Recovered;
import pmon.daemon.fixture.Programs;
import pmon.daemon.sidecar.Sidecars;
import pmon.testkit.store.MemoryStore;

class SafeOpeningTest {
    @TempDir
    private Path data;

    private final Fragile provider = new Fragile();
    private final StoreHealth health = new StoreHealth();
    private SafeOpening opening;

    @BeforeEach
    void keepAProgram() throws Exception {
        Sidecars sidecars = new Sidecars(data);
        sidecars.keep(Programs.record(4, "web"), 9, 17);
        opening = new SafeOpening(provider, data, sidecars, health, () -> Programs.START);
    }

    @Test
    void aDamagedStoreIsKeptAsideAndRebuilt() throws Exception {
        provider.damaged = true;
        Store store = opening.open();
        assertThat(Recovery.of(store.load())).isEqualTo(rebuilt());
        assertThat(provider.aside).isEqualTo("20260301T120000.000Z");
        ProcessEvent told = Recovery.event(store.lastEvents(4, 1).getFirst()).orElseThrow();
        assertThat(told.type()).isEqualTo(ProcessEvent.Type.REBUILT);
        assertThat(told.cause()).contains("bad page").contains("kept as");
        assertThat(health.problems()).singleElement().asString().contains("kept as", "1 programs were rebuilt");
    }

    @Test
    void aStoreThatIsGoneIsRebuilt() throws Exception {
        assertThat(Recovery.of(opening.open().load())).isEqualTo(rebuilt());
        assertThat(health.problems()).singleElement().asString().contains("the database is empty");
    }

    @Test
    void aStoreThatIsWholeIsLeftAlone() throws Exception {
        opening.open();
        StoreHealth later = new StoreHealth();
        Store store = new SafeOpening(provider, data, new Sidecars(data), later, () -> Programs.START).open();
        assertThat(Recovery.of(store.load())).isEqualTo(rebuilt());
        assertThat(later.problems()).isEmpty();
    }

    @Test
    void oneThatTurnsOutToBeDamagedIsReplaced() throws Exception {
        Store damaged = opening.open();
        Store fresh = opening.replace(damaged, new StoreException(Kind.CORRUPT, "bad page"));
        assertThat(fresh).isNotSameAs(damaged);
        assertThat(Recovery.of(fresh.load())).isEqualTo(rebuilt());
    }

    @Test
    void anythingElseThatKeepsItFromOpeningIsTold() {
        provider.inUse = true;
        assertThatThrownBy(opening::open).isInstanceOf(StoreException.class).hasMessage("locked");
    }

    private static Recovered rebuilt() {
        return new Recovered(java.util.List.of(Programs.record(4, "web")), 9, 18);
    }

    /** Gives a store that is damaged until it is set aside. */
    private static final class Fragile implements StoreProvider {
        boolean damaged;
        boolean inUse;
        String aside = "";
        private MemoryStore store = new MemoryStore();

        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public Store open(Path directory) throws StoreException {
            if (inUse) {
                throw new StoreException(Kind.IN_USE, "locked");
            }
            if (damaged) {
                throw new StoreException(Kind.CORRUPT, "bad page");
            }
            return store;
        }

        @Override
        public Optional<Path> setAside(Path directory, String label) {
            aside = label;
            damaged = false;
            store = new MemoryStore();
            return Optional.of(directory.resolve("aside"));
        }
    }
}
