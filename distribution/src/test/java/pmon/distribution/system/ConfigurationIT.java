package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations that are wrong, and where they are read from. */
class ConfigurationIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    /** What is in the file, and what the message has to say about it. */
    record Broken(List<String> lines, List<String> says) {
        static Broken of(List<String> lines, String... says) {
            return new Broken(lines, List.of(says));
        }

        @Override
        public String toString() {
            return String.join(" / ", lines);
        }
    }

    static Stream<Broken> brokenOnes() {
        return Stream.of(
                Broken.of(List.of("restart:", "  min_uptim: 2s"), "config.yml:2:3", "did you mean restart.min_uptime?"),
                Broken.of(List.of("stop:", "  timeout: soon"), "config.yml:2:12", "stop.timeout", "500ms"),
                Broken.of(List.of("stop:", "\ttimeout: 1s"), "config.yml:2:1"),
                Broken.of(List.of("restart: [1"), "config.yml:"),
                Broken.of(List.of("- a list"), "config.yml:1"),
                Broken.of(List.of("autostart_daemon: maybe"), "config.yml:1:19", "true, false"));
    }

    @ParameterizedTest
    @MethodSource("brokenOnes")
    void areRefusedWithTheirPlaceAndANearWord(Broken broken) throws Exception {
        home.configure(broken.lines().toArray(String[]::new));
        for (String[] command : new String[][] {{"daemon", "start"}, {"exec", "/bin/true"}, {"restart", "web"}}) {
            Answer answer = home.pmon(command).failsWith(2);
            assertThat(answer.out()).isEmpty();
            assertThat(answer.err()).contains(broken.says());
        }
        Refused.of(2, "bad_config", broken.says().getFirst(), "daemon", "start").check(home);
        Answer daemon = home.run(home.image().resolve("bin/pmond").toString()).failsWith(2);
        assertThat(daemon.err()).contains(broken.says()).doesNotContain("Exception", "ready");
        assertThat(home.started()).isEmpty();
    }

    @Test
    void allMistakesAreToldTogether() throws Exception {
        home.configure("log_levl: info", "stop:", "  signal: NOPE", "  timeout: x");
        assertThat(home.pmon("daemon", "start").failsWith(2).err())
                .contains("config.yml:1:1", "log_level", "config.yml:3:11", "NOPE", "config.yml:4:12");
    }

    @Test
    void oneThatBreaksMeanwhileDoesNotHarmTheDaemon() throws Exception {
        home.configure("stop:", "  timeout: 5s");
        Live daemon = home.startDaemon();
        home.configure("stop: [");
        home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString()).succeeds();
        assertThat(home.daemon()).isEqualTo(daemon);
        assertThat(home.json("daemon", "status").get("problems").get(0).asString())
                .contains("config.yml is broken", "pmon config --check");
        Answer settings = home.pmon("config").succeeds();
        assertThat(settings.out()).contains("stop.timeout", "5s");
        assertThat(settings.err()).contains("config.yml is broken");
    }

    @Test
    void theFileCanBeNamed() throws Exception {
        Path file = Files.writeString(home.work().resolve("other.yml"), "autostart_daemon: false\n");
        home.with("PMON3_CONF", file.toString());
        assertThat(home.pmon("exec", "/bin/true").failsWith(3).err()).contains("autostart_daemon");
        Files.writeString(file, "autostart_demon: false\n");
        assertThat(home.pmon("daemon", "start").failsWith(2).err()).contains(file + ":1:1", "autostart_daemon");
    }

    @Test
    void aVariableOverridesTheFile() throws Exception {
        home.configure("handle_interrupts: false");
        home.with("CONFIGOR_LOGSDIR", home.work().resolve("elsewhere").toString());
        assertThat(home.json("exec", "/bin/true", "-n").get("log").asString())
                .isEqualTo(home.work().resolve("elsewhere/true.log").toString());
        home.with("CONFIGOR_LOGLEVEL", "loud");
        home.pmon("daemon", "stop").succeeds();
        assertThat(home.pmon("daemon", "start").failsWith(2).err()).contains("CONFIGOR_LOGLEVEL", "loud");
    }
}
