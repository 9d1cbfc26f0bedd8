package pmon.store.h2;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.h2.Driver;
import org.h2.api.ErrorCode;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.store.jdbc.PrivateFile;
import pmon.store.jdbc.Schema;

/**
 * Opens the file: private, for this process alone, durable, and at the newest schema. Whatever rewrites it (a migration, since H2 commits
 * every DDL statement by itself; a compaction) works on a copy, which then takes its place.
 */
final class Database {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final String SUFFIX = ".mv.db";

    /**
     * OPEN_NEW: within one process too, a second opener is turned away. WRITE_DELAY: a commit writes before it returns. REUSE_SPACE:
     * measured with H2 2.5.252, a file in which freed space was written again loses up to half of its last commits when the process is
     * killed, synced or not; one that only grows loses none.
     */
    private static final String OPTIONS = ";OPEN_NEW=TRUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;REUSE_SPACE=FALSE"
            + ";TRACE_LEVEL_FILE=0;CACHE_SIZE=2048";

    private Database() {}

    /**
     * Opens it.
     *
     * @param compactBytes a file of at least this size is compacted first
     */
    static Connection open(Path file, Schema schema, long compactBytes) throws StoreException {
        PrivateFile.prepare(file);
        int version = version(file);
        schema.check(file, version);
        for (int next = version + 1; next <= schema.version(); next++) {
            migrate(file, schema, next);
        }
        if (size(file) >= compactBytes) {
            compactIfPossible(file);
        }
        try {
            return connect(file, "");
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** How large it is, in bytes; 0 when that cannot be told. */
    static long size(Path file) {
        return file.toFile().length();
    }

    private static Connection connect(Path file, String more) throws SQLException {
        String path = SemicolonPath.inUrl(file);
        String url = "jdbc:h2:" + path.substring(0, path.length() - SUFFIX.length()) + OPTIONS + more;
        return new Driver().connect(url, new Properties());
    }

    /** Read without the right to write, so that what is damaged or newer stays as it is. 0 is an empty file. */
    private static int version(Path file) throws StoreException {
        if (size(file) == 0) {
            return 0;
        }
        try {
            String mistake = FileHeader.mistake(file);
            if (mistake != null) {
                throw new StoreException(Kind.CORRUPT, H2Dialect.damaged("cannot open " + file + ": ", mistake));
            }
        } catch (IOException e) {
            throw new StoreException(
                    Kind.OTHER, "cannot read " + file + ": " + e.getMessage() + "; check its owner and mode", e);
        }
        try (Connection connection = connect(file, ";ACCESS_MODE_DATA=r");
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version FROM schema_version")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                    ? failure(file, e)
                    : H2Dialect.corrupt("cannot open " + file + ": ", e, e.getErrorCode());
        }
    }

    private static void migrate(Path file, Schema schema, int version) throws StoreException {
        rewrite(file, copy -> {
            try (Connection connection = connect(copy, "");
                    var statement = connection.createStatement()) {
                schema.step(version).apply(connection);
                statement.execute("UPDATE schema_version SET version = " + version);
            }
        });
    }

    /** Without room for a copy it has to stay as it is. */
    private static void compactIfPossible(Path file) throws StoreException {
        try {
            rewrite(file, copy -> MVStoreTool.compact(copy.toString(), false));
        } catch (StoreException e) {
            if (e.kind() != Kind.FULL) {
                throw e;
            }
            LOG.log(Level.WARNING, "{0} is not compacted: {1}", file, e.getMessage());
        }
    }

    private interface Rewriting {
        void of(Path copy) throws SQLException;
    }

    private static void rewrite(Path file, Rewriting work) throws StoreException {
        String name = String.valueOf(file.getFileName());
        Path copy = file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".new" + SUFFIX);
        try {
            copy(file, copy);
            work.of(copy);
            PrivateFile.prepare(copy);
            PrivateFile.replace(file, copy);
        } catch (SQLException e) {
            throw failure(file, e);
        } catch (MVStoreException | IOException e) {
            throw H2Dialect.unexpected("cannot rewrite " + file + ": ", e);
        } finally {
            copy.toFile().delete();
        }
    }

    private static void copy(Path file, Path copy) throws StoreException, IOException {
        // One that a killed daemon left.
        Files.deleteIfExists(copy);
        PrivateFile.prepare(copy);
        try (OutputStream out = Files.newOutputStream(copy)) {
            Files.copy(file, out);
        }
    }

    private static StoreException failure(Path file, SQLException e) {
        return new H2Dialect().failure("open", file, e);
    }
}
