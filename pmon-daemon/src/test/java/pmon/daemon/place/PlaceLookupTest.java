package pmon.daemon.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceLookupTest {
    private static final Map<String, String> PROPERTIES = Map.of("user.dir", "/srv/here", "user.home", "/home/alice");

    private static PlaceLookup.Result find(long uid, Map<String, String> environment) {
        return PlaceLookup.find(environment, uid, PROPERTIES);
    }

    private static Places places(long uid, Map<String, String> environment) {
        return ((PlaceLookup.Result.Found) find(uid, environment)).places();
    }

    @Test
    void rootGetsTheDirectoriesOfPmon3() {
        Places places = places(0, Map.of("HOME", "/root"));
        assertThat(places.mode()).isEqualTo(Mode.SYSTEM);
        assertThat(places.config()).hasToString("/etc/pmon3/config/config.yml");
        assertThat(places.data()).hasToString("/etc/pmon3/data");
        assertThat(places.logs()).hasToString("/var/log/pmond");
        assertThat(places.run()).hasToString("/run/pmon3");
        assertThat(places.processConfigs())
                .extracting(Path::toString)
                .containsExactly(
                        "/etc/pmon3/config/process.config.json",
                        "/etc/pmon3/config/process.config.yaml",
                        "/etc/pmon3/config/process.config.toml",
                        "/etc/pmon3/config/app.config.json",
                        "/etc/pmon3/config/apps.config.json");
    }

    @Test
    void othersGetTheirBaseDirectories() {
        Places places = places(1000, Map.of("HOME", "/home/bob"));
        assertThat(places.mode()).isEqualTo(Mode.USER);
        assertThat(places.config()).hasToString("/home/bob/.config/pmon/config.yml");
        assertThat(places.data()).hasToString("/home/bob/.local/state/pmon/data");
        assertThat(places.logs()).hasToString("/home/bob/.local/state/pmon/logs");
        assertThat(places.run()).hasToString("/home/bob/.local/state/pmon/run");
        assertThat(places.plugins()).hasToString("/home/bob/.local/share/pmon/plugins");
    }

    @Test
    void baseDirectoriesFollowTheirVariablesAndIgnoreRelativeOnes() {
        Places places = places(
                1000,
                Map.of(
                        "HOME",
                        "/home/bob",
                        "XDG_CONFIG_HOME",
                        "/cfg",
                        "XDG_STATE_HOME",
                        "state",
                        "XDG_RUNTIME_DIR",
                        "/run/u"));
        assertThat(places.config()).hasToString("/cfg/pmon/config.yml");
        assertThat(places.run()).hasToString("/home/bob/.local/state/pmon/run");
    }

    @Test
    void aMissingHomeIsTakenFromTheUserDatabase() {
        assertThat(places(1000, Map.of()).data()).hasToString("/home/alice/.local/state/pmon/data");
    }

    @Test
    void withoutAnyHomeItSaysWhatToSet() {
        assertThat(PlaceLookup.find(Map.of(), 1000, Map.of("user.home", "?")))
                .isEqualTo(new PlaceLookup.Result.NotFound(
                        "cannot find pmon's directories: HOME is not set; set HOME or PMON_HOME"));
    }

    @Test
    void pmonHomePutsEverythingBelowItAndMakesItUserModeEvenForRoot() {
        Places places = places(0, Map.of("PMON_HOME", "own/../pm"));
        assertThat(places.mode()).isEqualTo(Mode.USER);
        assertThat(places.config()).hasToString("/srv/here/pm/config.yml");
        assertThat(places.data()).hasToString("/srv/here/pm/data");
        assertThat(places.logs()).hasToString("/srv/here/pm/logs");
        assertThat(places.run()).hasToString("/srv/here/pm/run");
        assertThat(places.plugins()).hasToString("/srv/here/pm/plugins");
        assertThat(places.processConfigs().getFirst()).hasToString("/srv/here/pm/process.config.json");
    }

    @Test
    void namedFilesWinAndMoveNothingElse() {
        Places places = places(0, Map.of("PMON3_CONF", "c.yml", "PMON3_PROCESS_CONF", "/p.toml", "PMON_HOME", ""));
        assertThat(places.config()).hasToString("/srv/here/c.yml");
        assertThat(places.processConfigs()).containsExactly(Path.of("/p.toml"));
        assertThat(places.data()).hasToString("/etc/pmon3/data");
    }

    @Test
    void aVariableThatIsNoPathIsNamed() {
        assertThat(find(0, Map.of("PMON_HOME", "a\0b")))
                .isInstanceOfSatisfying(
                        PlaceLookup.Result.NotFound.class,
                        notFound -> assertThat(notFound.message()).contains("is not a path"));
    }
}
