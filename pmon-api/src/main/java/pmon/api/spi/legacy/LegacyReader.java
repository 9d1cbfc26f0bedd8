package pmon.api.spi.legacy;

import java.nio.file.Path;

/**
 * Reads what another process manager has on record, and changes nothing of it. Stateless, found by {@link java.util.ServiceLoader}, chosen
 * by name.
 */
public interface LegacyReader {
    /** Whose records it reads, such as {@code pmon3}. */
    String name();

    /** Reads a file, also while its owner has it open. */
    LegacyRecords read(Path file) throws LegacyException;
}
