package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.distribution.image.Parts;

/** From one store to the other and back, in an image that has both. */
class StoreCopyIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @BeforeEach
    void needsBoth() {
        assumeTrue(Parts.present("store-sqlite") && Parts.present("store-h2"), "this image has one store");
    }

    @ParameterizedTest
    @CsvSource({"sqlite, h2", "h2, sqlite"})
    void nothingIsLostThereAndBack(String from, String to) throws Exception {
        use(from);
        home.pmon("exec", "/bin/sleep", "--name", "web", "-g", "site", "-e", "A='ä b'", "--", "1000")
                .succeeds();
        home.pmon("exec", "/bin/true", "--name", "once", "-n").succeeds();
        home.pmon("restart", "web").succeeds();
        home.pmon("group", "create", "empty").succeeds();
        home.pmon("exec", "/bin/true", "--name", "gone", "-n").succeeds();
        home.pmon("del", "gone").succeeds();
        home.pmon("stop", "web").succeeds();
        List<String> before = everything();
        assertThat(home.pmon("store", "copy", "--from", from, "--to", to)
                        .failsWith(4)
                        .err())
                .contains("stop it with `pmon daemon stop`");
        home.pmon("daemon", "stop").succeeds();

        home.pmon("store", "copy", "--from", from, "--to", to).succeeds();
        use(to);
        home.startDaemon();
        assertThat(everything()).isEqualTo(before);
        assertThat(home.json("version").get("store").asString()).isEqualTo(to);
        home.pmon("daemon", "stop").succeeds();

        home.pmon("store", "copy", "--from", to, "--to", from, "--replace").succeeds();
        use(from);
        home.startDaemon();
        assertThat(everything()).isEqualTo(before);
        home.pmon("exec", "/bin/true", "--name", "next", "-n").succeeds();
        assertThat(home.desc("next").get("id").asInt())
                .as("no id is used twice")
                .isEqualTo(4);
    }

    @Test
    void aStoreThatIsNotThereIsRefusedWithThoseThatAre() throws Exception {
        assertThat(home.pmon("store", "copy", "--from", "redis", "--to", "h2")
                        .failsWith(2)
                        .err())
                .contains("this image has no store redis; it has: ");
        home.configure("store:", "  provider: redis");
        assertThat(home.pmon("daemon", "start").failsWith(2).err())
                .contains("store.provider is redis, and this image has no such store");
    }

    private void use(String store) throws Exception {
        home.configure("store:", "  provider: " + store);
    }

    private List<String> everything() throws Exception {
        return List.of(
                home.pmon("export", "json").succeeds().out(),
                home.pmon("ls", "--json").succeeds().out(),
                home.pmon("group", "ls", "--json").succeeds().out(),
                home.pmon("events", "--after", "0", "--no-follow", "--json")
                        .succeeds()
                        .out());
    }
}
