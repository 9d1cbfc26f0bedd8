package pmon.store.h2;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.store.jdbc.Aside;

/** Keeps everything in {@code pmon.mv.db}, mode 0600: pure Java, without a server, a port or a thread of its own. */
public final class H2StoreProvider implements StoreProvider {
    @Override
    public String name() {
        return H2Dialect.NAME;
    }

    @Override
    public Store open(Path directory) throws StoreException {
        return H2Store.open(directory, H2Schema.CURRENT, H2Store.COMPACT_BYTES);
    }

    @Override
    public Optional<Path> setAside(Path directory, String label) throws StoreException {
        return Aside.move(directory.toAbsolutePath().resolve(H2Store.FILE), List.of(), label);
    }
}
