package pmon.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import pmon.api.spi.legacy.LegacyException;
import pmon.api.spi.legacy.LegacyReader;
import pmon.api.spi.legacy.LegacyRecords;
import pmon.api.spi.legacy.LegacyRecords.LegacyProgram;

/**
 * Reads pmon3's {@code data.db}. From a copy: opening the file itself, even for reading only, can make files beside it and take locks that
 * a running pmon3 would meet.
 */
public final class Pmon3Reader implements LegacyReader {
    /** What SQLite keeps beside a database, and reads what is missing in it from. */
    private static final List<String> COMPANIONS = List.of("", "-wal", "-journal");

    @Override
    public String name() {
        return "pmon3";
    }

    @Override
    public LegacyRecords read(Path file) throws LegacyException {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("pmon-import");
            Path copy = copy(file, directory);
            SQLiteConfig config = new SQLiteConfig();
            try (Connection connection = config.createConnection("jdbc:sqlite:" + copy.toUri());
                    Statement statement = connection.createStatement()) {
                return records(file, statement);
            }
        } catch (NoSuchFileException _) {
            throw new LegacyException("cannot read " + file + ": no such file");
        } catch (IOException e) {
            throw new LegacyException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new LegacyException(
                    "cannot read " + file + ": it is no database of pmon3 (" + e.getMessage() + ")", e);
        } finally {
            remove(directory);
        }
    }

    private static Path copy(Path file, Path directory) throws IOException {
        for (String companion : COMPANIONS) {
            Path from = file.resolveSibling(file.getFileName() + companion);
            if (companion.isEmpty() || Files.exists(from)) {
                Files.copy(from, directory.resolve("data.db" + companion));
            }
        }
        return directory.resolve("data.db");
    }

    private static LegacyRecords records(Path file, Statement statement) throws SQLException, LegacyException {
        Set<String> columns = columns(statement, "processes");
        if (!columns.contains("name") || !columns.contains("process_file")) {
            throw new LegacyException(
                    "cannot read " + file + ": it is no database of pmon3, which has a table processes");
        }
        Map<Integer, String> groups = groups(statement);
        Map<Integer, List<String>> memberships = memberships(statement, groups);
        List<LegacyProgram> programs = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT * FROM processes ORDER BY id")) {
            while (row.next()) {
                Row program = new Row(row, columns);
                int id = row.getInt("id");
                programs.add(new LegacyProgram(
                        id,
                        program.text("name"),
                        program.text("process_file"),
                        split(program.text("args")),
                        program.text("env_vars"),
                        program.text("username"),
                        program.text("log"),
                        columns.contains("status") ? row.getInt("status") : 0,
                        // pmon3 restarts what has no such column, or nothing in it.
                        program.flag("auto_restart"),
                        words(program.text("dependencies")),
                        memberships.getOrDefault(id, List.of())));
            }
        }
        return new LegacyRecords(programs, List.copyOf(groups.values()));
    }

    /** By id; those that are marked as deleted are gone. Versions before 1.16 have none. */
    private static Map<Integer, String> groups(Statement statement) throws SQLException {
        Set<String> columns = columns(statement, "groups");
        Map<Integer, String> groups = new TreeMap<>();
        if (columns.contains("name")) {
            String living = columns.contains("deleted_at") ? " WHERE deleted_at IS NULL" : "";
            try (ResultSet row = statement.executeQuery("SELECT id, name FROM groups" + living)) {
                while (row.next()) {
                    groups.put(row.getInt(1), row.getString(2));
                }
            }
        }
        return groups;
    }

    private static Map<Integer, List<String>> memberships(Statement statement, Map<Integer, String> groups)
            throws SQLException {
        Map<Integer, List<String>> memberships = new HashMap<>();
        if (columns(statement, "process_groups").isEmpty()) {
            return memberships;
        }
        try (ResultSet row =
                statement.executeQuery("SELECT process_id, group_id FROM process_groups ORDER BY group_id")) {
            while (row.next()) {
                String group = groups.get(row.getInt(2));
                if (group != null) {
                    memberships
                            .computeIfAbsent(row.getInt(1), _ -> new ArrayList<>())
                            .add(group);
                }
            }
        }
        return memberships;
    }

    /** Empty for a table that does not exist. */
    private static Set<String> columns(Statement statement, String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (ResultSet row = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (row.next()) {
                columns.add(row.getString("name"));
            }
        }
        return columns;
    }

    /** As pmon3 did: at every single space, so that two of them enclose an empty argument. */
    private static List<String> split(String args) {
        return args.isEmpty() ? List.of() : List.of(args.split(" ", -1));
    }

    private static List<String> words(String names) {
        return Stream.of(names.split("[ ,]+")).filter(name -> !name.isEmpty()).toList();
    }

    /** One row; older versions lack some columns. */
    private record Row(ResultSet row, Set<String> columns) {
        String text(String column) throws SQLException {
            String text = columns.contains(column) ? row.getString(column) : null;
            return text == null ? "" : text;
        }

        boolean flag(String column) throws SQLException {
            String text = text(column);
            return !text.equals("0") && !text.equalsIgnoreCase("false");
        }
    }

    private static void remove(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // It is in the directory for what may be forgotten, readable by nobody else.
        }
    }
}
