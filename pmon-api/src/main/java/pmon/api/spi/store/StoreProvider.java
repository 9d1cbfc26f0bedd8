package pmon.api.spi.store;

import java.nio.file.Path;
import java.util.Optional;

/** Opens a {@link Store}. Stateless, found by {@link java.util.ServiceLoader}, chosen by name. */
public interface StoreProvider {
    /** The name it is chosen by, such as {@code sqlite}. */
    String name();

    /**
     * Opens the store in a directory that exists, is private to the daemon and used by this daemon only; brings an older schema up to
     * date. The calling thread becomes its owner.
     *
     * @throws StoreException when it cannot be opened; {@link StoreException.Kind#NEWER_SCHEMA} when a newer pmon wrote it,
     *     {@link StoreException.Kind#CORRUPT} when it is damaged. Nothing was changed in either case.
     */
    Store open(Path directory) throws StoreException;

    /**
     * Moves a store that is damaged and not open out of the way, so that a new one can be opened in its place. Nothing of it is lost.
     *
     * @param label becomes a part of the new name
     * @return where it is now; empty where this kind of store cannot be moved
     */
    default Optional<Path> setAside(Path directory, String label) throws StoreException {
        return Optional.empty();
    }
}
