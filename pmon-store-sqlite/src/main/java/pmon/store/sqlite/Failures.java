package pmon.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;

/** What SQLite's result codes (https://sqlite.org/rescode.html) mean to those who run a daemon. */
final class Failures {
    private Failures() {}

    /** @param action what was tried, such as {@code write} */
    static StoreException of(String action, Path file, SQLException cause) {
        SQLiteErrorCode code = cause instanceof SQLiteException e ? e.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        String tried = "cannot " + action + " " + file + ": ";
        // Extended codes carry the primary one in their lowest byte.
        return switch (code.code & 0xff) {
            case 13 ->
                new StoreException(
                        Kind.FULL, tried + "no space is left; free some, and the daemon goes on by itself", cause);
            case 11, 26 -> corrupt(tried, code, cause);
            case 5, 6 ->
                new StoreException(
                        Kind.IN_USE, tried + "another process has it open; is another daemon running?", cause);
            case 8, 14, 3, 23 ->
                new StoreException(
                        Kind.OTHER,
                        tried + "it cannot be opened for writing (" + code + "); check its owner and mode",
                        cause);
            case 10 -> inputOutput(tried, code, cause);
            default ->
                new StoreException(
                        Kind.OTHER, tried + Objects.requireNonNullElse(cause.getMessage(), "unknown error"), cause);
        };
    }

    private static StoreException inputOutput(String tried, SQLiteErrorCode code, SQLException cause) {
        return switch (code) {
            // The page cache takes what a broken disk will not; a write that fails at once met a quota or a limit of
            // the file
            // size, and ENOSPC has a code of its own.
            case SQLITE_IOERR_WRITE, SQLITE_IOERR_TRUNCATE ->
                new StoreException(
                        Kind.FULL,
                        tried
                                + "the system refused to let it grow; check the quota, the limit of file sizes, and the disk",
                        cause);
            case SQLITE_IOERR_SHORT_READ -> corrupt(tried, code, cause);
            default ->
                new StoreException(
                        Kind.OTHER,
                        tried + "input/output error (" + code + "); check the disk and the kernel's log",
                        cause);
        };
    }

    private static StoreException corrupt(String tried, SQLiteErrorCode code, SQLException cause) {
        return new StoreException(
                Kind.CORRUPT,
                tried + "the file is damaged or is no database (" + code + "); keep it, and restore a copy",
                cause);
    }
}
