package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pmon.distribution.image.Parts;
import tools.jackson.databind.JsonNode;

/** A database as pmon3 writes it, made by another SQLite than ours, becomes programs that run. */
class Pmon3ImportIT {
    private static final String MAKE = """
            import sqlite3, sys
            connection = sqlite3.connect(sys.argv[1])
            connection.executescript('''
            create table processes (id integer primary key autoincrement, created_at datetime, updated_at datetime, log text,
              name text unique, process_file text, args text, env_vars text, username text, memory_usage text, cpu_usage text,
              dependencies text, status integer, pid integer, uid integer, gid integer, auto_restart numeric);
            create table groups (id integer primary key autoincrement, created_at datetime, updated_at datetime,
              deleted_at datetime, name text);
            create table process_groups (process_id integer, group_id integer, primary key (process_id, group_id));
            insert into processes (id, created_at, updated_at, log, name, process_file, args, env_vars, username, dependencies,
              status, pid, uid, gid, auto_restart) values
              (3, '2024-05-03 05:44:25.11+00:00', '2024-05-03 06:09:18+00:00', sys_dir || '/db.log', 'db', '/bin/sleep', '1000',
               'A=1 B=2', sys_user, '', 2, 100, 0, 0, 1),
              (4, '2024-05-03 05:44:25.11+00:00', '2024-05-03 06:09:18+00:00', sys_dir || '/web.log', 'web', '/bin/sleep',
               '1001', '', sys_user, 'db', 2, 101, 0, 0, 0);
            insert into groups values (1, null, null, null, 'site'), (2, null, null, '2024-05-03', 'gone');
            insert into process_groups values (3, 1), (4, 1), (4, 2);
            '''.replace('sys_dir', "'" + sys.argv[2] + "'").replace('sys_user', "'" + sys.argv[3] + "'"))
            """;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @BeforeEach
    void needsSqlite() {
        assumeTrue(Parts.present("store-sqlite"), "pmon3 has its records in SQLite");
    }

    @Test
    void itsProgramsRunAfterInit() throws Exception {
        Files.createDirectories(home.directory());
        Path database = home.work().resolve("data.db");
        Path settings = Files.writeString(home.work().resolve("old.yml"), "cmd_exec_response_wait: 2500\n");
        String logs = home.work().toString();
        String user = System.getProperty("user.name");
        home.run("python3", "-c", MAKE, database.toString(), logs, user).succeeds();
        byte[] before = Files.readAllBytes(database);

        String[] files = {database.toString(), settings.toString()};
        assertThat(home.pmon("import", "pmon3", "--dry-run", files[0], files[1])
                        .succeeds()
                        .out())
                .contains("2 programs", "wait.cmd_exec_response", "ids are given anew");
        assertThat(home.directory().resolve("process.config.yaml")).doesNotExist();
        home.pmon("import", "pmon3", files[0], files[1]).succeeds();
        assertThat(Files.readAllBytes(database))
                .as("pmon3's own is not touched")
                .isEqualTo(before);

        home.pmon("init").succeeds();
        assertThat(home.statuses()).containsExactly("db running", "web running");
        JsonNode web = home.desc("web");
        assertThat(web.get("auto_restart").asBoolean()).isFalse();
        assertThat(web.get("dependencies").toString()).isEqualTo("[\"db\"]");
        assertThat(web.get("groups").toString()).isEqualTo("[\"site\"]");
        assertThat(web.get("log").asString()).isEqualTo(logs + "/web.log");
        assertThat(home.live("db").environment()).containsEntry("A", "1").containsEntry("B", "2");
    }
}
