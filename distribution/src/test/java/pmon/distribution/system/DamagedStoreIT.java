package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A database that is damaged, cut off or gone costs history, never a program. With the files of SQLite. */
@EnabledIfSystemProperty(named = "pmon.image.store-sqlite", matches = "runtime")
class DamagedStoreIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    private Path database;
    private Live web;

    @BeforeEach
    void loseTheDaemon() throws Exception {
        Path sleeper = home.script("sleeper", "exec sleep 1000");
        home.pmon("exec", sleeper.toString(), "--name", "web").succeeds();
        home.pmon("exec", sleeper.toString(), "--name", "idle").succeeds();
        home.pmon("stop", "idle").succeeds();
        web = home.live("web");
        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
        database = home.directory().resolve("data/pmon.db");
        Files.delete(database.resolveSibling("pmon.db-wal"));
    }

    @Test
    void aDamagedOneIsKeptAsideAndRebuilt() throws Exception {
        byte[] garbage = "this is not what was written here ".repeat(400).getBytes(StandardCharsets.US_ASCII);
        Files.write(database, garbage, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        assertRebuilt();
        assertThat(kept()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(garbage));
        assertThat(home.desc("web").get("problems").toString()).contains("pmon.db.corrupt-");
    }

    @Test
    void oneThatIsGoneIsRebuilt() throws Exception {
        Files.delete(database);
        assertRebuilt();
        assertThat(kept()).isEmpty();
    }

    @Test
    void oneThatIsEmptyIsRebuilt() throws Exception {
        Files.write(database, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        assertRebuilt();
    }

    private void assertRebuilt() throws Exception {
        home.startDaemon();
        assertThat(home.live("web")).isEqualTo(web);
        assertThat(home.desc("idle").get("status").asString()).isEqualTo("stopped");
        assertThat(home.pastEvents("web").getFirst().get("type").asString()).isEqualTo("rebuilt");
        home.pmon("del", "idle").succeeds();
        assertThat(home.directory().resolve("data/programs/2.program")).doesNotExist();
    }

    private List<Path> kept() throws Exception {
        try (Stream<Path> files = Files.list(database.resolveSibling("."))) {
            return files.filter(file -> file.getFileName().toString().startsWith("pmon.db.corrupt-"))
                    .toList();
        }
    }
}
