package pmon.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.legacy.LegacyException;
import pmon.api.spi.legacy.LegacyRecords;
import pmon.api.spi.legacy.LegacyRecords.LegacyProgram;

class Pmon3ReaderTest {
    /** The tables of pmon3 1.18, as its libraries make them. */
    private static final List<String> TABLES = List.of(
            "CREATE TABLE `processes` (`id` integer PRIMARY KEY AUTOINCREMENT,`created_at` datetime,`updated_at` datetime,"
                    + "`pid` integer,`log` text,`name` text,`process_file` text,`args` text,`env_vars` text,`status` integer,"
                    + "`auto_restart` numeric,`uid` integer,`username` text,`gid` integer,`dependencies` text,"
                    + "`memory_usage` text,`cpu_usage` text, CONSTRAINT `uni_processes_name` UNIQUE (`name`))",
            "CREATE TABLE `groups` (`id` integer PRIMARY KEY AUTOINCREMENT,`created_at` datetime,`updated_at` datetime,"
                    + "`deleted_at` datetime,`name` text)",
            "CREATE TABLE `process_groups` (`group_id` integer,`process_id` integer,PRIMARY KEY (`group_id`,`process_id`))");

    @TempDir
    private Path home;

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data.db"));
    }

    private void run(List<String> statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private LegacyRecords read() throws LegacyException {
        return new Pmon3Reader().read(home.resolve("data.db"));
    }

    @Test
    void readsProgramsAndGroups() throws Exception {
        run(TABLES);
        run(List.of(
                "INSERT INTO processes VALUES (3,'2024-05-03 05:44:25','2024-05-03 06:09:18',4952,'/var/log/pmond/a.log',"
                        + "'relay','/usr/bin/relay','-h db  -p 5557','A=1 B=2',2,1,1000,'joe',1000,'db cache','1 MB','0.1')",
                "INSERT INTO processes VALUES (1,NULL,NULL,0,'','db','/usr/bin/db','','',3,0,0,'root',0,'',NULL,NULL)",
                "INSERT INTO groups VALUES (1,NULL,NULL,NULL,'front'), (2,NULL,NULL,'2024-01-01','gone'),"
                        + " (3,NULL,NULL,NULL,'empty'), (4,NULL,NULL,NULL,'back')",
                "INSERT INTO process_groups (group_id, process_id) VALUES (4,3), (2,3), (1,3), (4,1)"));
        assertThat(read())
                .isEqualTo(new LegacyRecords(
                        List.of(
                                new LegacyProgram(
                                        1,
                                        "db",
                                        "/usr/bin/db",
                                        List.of(),
                                        "",
                                        "root",
                                        "",
                                        3,
                                        false,
                                        List.of(),
                                        List.of("back")),
                                new LegacyProgram(
                                        3,
                                        "relay",
                                        "/usr/bin/relay",
                                        List.of("-h", "db", "", "-p", "5557"),
                                        "A=1 B=2",
                                        "joe",
                                        "/var/log/pmond/a.log",
                                        2,
                                        true,
                                        List.of("db", "cache"),
                                        List.of("front", "back"))),
                        List.of("front", "empty", "back")));
    }

    @Test
    void readsADatabaseWithoutGroupsAndDependencies() throws Exception {
        run(List.of(
                "CREATE TABLE processes (id integer PRIMARY KEY, name text, process_file text, args text)",
                "INSERT INTO processes VALUES (1,'web','/web',NULL)"));
        assertThat(read())
                .isEqualTo(new LegacyRecords(
                        List.of(new LegacyProgram(
                                1, "web", "/web", List.of(), "", "", "", 0, true, List.of(), List.of())),
                        List.of()));
    }

    @Test
    void readsWhatIsInTheLogOfADatabaseThatIsOpenAndChangesNothing() throws Exception {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute(TABLES.getFirst());
            statement.execute("INSERT INTO processes (name, process_file) VALUES ('web', '/web')");
            List<String> before = files();
            assertThat(read().programs()).extracting(LegacyProgram::name).containsExactly("web");
            assertThat(files()).isEqualTo(before);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.sorted()
                    .map(file -> {
                        try {
                            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void saysWhenThereIsNothingToRead() throws Exception {
        Path file = home.resolve("data.db");
        assertThatThrownBy(this::read)
                .isInstanceOf(LegacyException.class)
                .hasMessage("cannot read " + file + ": no such file");
        Files.writeString(file, "this is not a database, however long it may be");
        assertThatThrownBy(this::read)
                .isInstanceOf(LegacyException.class)
                .hasMessageStartingWith("cannot read " + file + ": it is no database of pmon3");
        Files.delete(file);
        run(List.of("CREATE TABLE other (id integer)"));
        assertThatThrownBy(this::read)
                .isInstanceOf(LegacyException.class)
                .hasMessage("cannot read " + file + ": it is no database of pmon3, which has a table processes");
    }
}
