package pmon.store.h2;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.h2.api.ErrorCode;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.store.jdbc.Dialect;

/** H2's statements, and what its error codes ({@link ErrorCode}) mean. */
final class H2Dialect implements Dialect {
    static final String NAME = "h2";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String begin() {
        return "BEGIN";
    }

    /** A commit writes, without a delay; the checkpoint has the disk confirm it (fsync). */
    @Override
    public List<String> commit() {
        return List.of("COMMIT", "CHECKPOINT SYNC");
    }

    @Override
    public String putProcess() {
        return "MERGE INTO process (id, name, document) KEY (id) VALUES (?, ?, ?)";
    }

    @Override
    public String putValue() {
        return "MERGE INTO \"value\" (\"key\", \"value\") KEY (\"key\") VALUES (?, ?)";
    }

    @Override
    public String lastSeq() {
        return "SELECT seq FROM last_event";
    }

    @Override
    public Optional<String> putLastSeq() {
        return Optional.of("UPDATE last_event SET seq = ?");
    }

    @Override
    public StoreException failure(String action, Path file, SQLException cause) {
        String tried = "cannot " + action + " " + file + ": ";
        if (outOfSpace(cause)) {
            return unexpected(tried, cause);
        }
        return switch (cause.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> new StoreException(Kind.IN_USE, inUse(tried), cause);
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 ->
                corrupt(tried, cause, cause.getErrorCode());
            default -> unexpected(tried, cause);
        };
    }

    /** What has no code of H2's: full, or something else that its message tells. */
    static StoreException unexpected(String tried, Exception cause) {
        return outOfSpace(cause)
                ? new StoreException(
                        Kind.FULL, tried + "no space is left; free some, and the daemon goes on by itself", cause)
                : new StoreException(
                        Kind.OTHER, tried + Objects.requireNonNullElse(cause.getMessage(), "unknown error"), cause);
    }

    static StoreException corrupt(String tried, Exception cause, int code) {
        return new StoreException(Kind.CORRUPT, damaged(tried, "H2's error " + code), cause);
    }

    static String inUse(String tried) {
        return tried + "another process has it open; is another daemon running?";
    }

    static String damaged(String tried, String why) {
        return tried + "the file is damaged or is no database (" + why + "); keep it, and restore a copy";
    }

    /** H2 has no code of its own for it: the system's words are somewhere among the causes. */
    private static boolean outOfSpace(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof IOException
                    && (message.contains("No space left")
                            || message.contains("File too large")
                            || message.contains("quota exceeded"))) {
                return true;
            }
        }
        return false;
    }
}
