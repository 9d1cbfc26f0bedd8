package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Plugins of strangers, in the real image. */
class PluginsIT {
    private static final String MODULE = """
            module acme {
                requires pmon.api;
                provides pmon.api.spi.event.EventHandlerProvider with acme.AcmeProvider;
            }
            """;

    private static final String PROVIDER = """
            package acme;

            import java.nio.file.*;
            import java.util.Arrays;
            import java.util.List;
            import pmon.api.spi.event.*;
            import pmon.api.spi.plugin.*;

            public final class AcmeProvider implements EventHandlerProvider {
                public String name() { return "acme"; }

                public List<SettingDeclaration> settings() {
                    return List.of(SettingDeclaration.required("file", SettingDeclaration.Type.TEXT, "Where to write."));
                }

                public EventHandler open(HandlerContext context, PluginSettings settings) {
                    Path file = Path.of(settings.text("file").orElseThrow());
                    return occurrence -> {
                        String line = occurrence.kind().word() + " " + occurrence.program().name() + "\\n";
                        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        HANDLING
                    };
                }
            }
            """;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    private Path file() {
        return home.work().resolve("heard");
    }

    private void install(String handling) throws Exception {
        new PluginJar(home)
                .install(
                        "acme",
                        home.directory().resolve("plugins"),
                        Map.of(
                                "module-info.java",
                                MODULE,
                                "acme/AcmeProvider.java",
                                PROVIDER.replace("HANDLING", handling)));
    }

    private JsonNode plugin(String name) throws Exception {
        for (JsonNode plugin : home.json("plugin", "ls")) {
            if (plugin.get("name").asString().equals(name)) {
                return plugin;
            }
        }
        throw new AssertionError("no plugin " + name);
    }

    private String state() throws Exception {
        return plugin("acme").get("state").asString();
    }

    private List<String> heard() throws Exception {
        return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    }

    private void startProgram() throws Exception {
        home.pmon("exec", home.script("web", "exec sleep 1000").toString()).succeeds();
    }

    /** Kills the program and returns how long it took from its end to its successor. */
    private Duration restart() throws Exception {
        Live before = home.live("web");
        before.kill();
        Await.until("another process", () -> {
            List<Long> pids = home.pids();
            return pids.getFirst() != 0 && pids.getFirst() != before.pid();
        });
        return Duration.between(last("exited"), last("started"));
    }

    private Instant last(String type) throws Exception {
        return home.pastEvents("web").stream()
                .filter(event -> event.get("type").asString().equals(type))
                .map(event -> Instant.parse(event.get("time").asString()))
                .toList()
                .getLast();
    }

    @Test
    void aStrangersHandlerHearsOfRestartsAndCanBeSwitchedOff() throws Exception {
        home.configure("restart:", "  min_uptime: 100ms", "plugins:", "  acme:", "    file: " + file());
        install("");
        startProgram();
        assertThat(plugin("acme").get("version").asString()).isEqualTo("1.0");
        restart();
        Await.until("the handler hears", () -> heard().equals(List.of("process_restart web")));
        assertThat(state()).isEqualTo("running");
        assertThat(home.json("plugin", "disable", "acme").get("state").asString())
                .isEqualTo("disabled");
        home.pmon("daemon", "stop").succeeds();
        home.startDaemon();
        assertThat(state()).isEqualTo("disabled");
        home.pmon("plugin", "enable", "acme").succeeds();
        Await.until("it is at work again", () -> state().equals("running"));
    }

    @Test
    void aHandlerThatSleepsForEverDelaysNoRestartAndIsSwitchedOff() throws Exception {
        home.configure(
                "restart:",
                "  min_uptime: 100ms",
                "plugins:",
                "  acme:",
                "    call_timeout: 2s",
                "    file: " + file());
        install("while (true) { try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) { continue; } }");
        startProgram();
        for (int i = 0; i < 3; i++) {
            // Some milliseconds, on a machine that has nothing else to do; a handler in the way would take two seconds.
            assertThat(restart()).as("time of a restart").isLessThan(Duration.ofSeconds(1));
        }
        Await.until("it is switched off", () -> state().equals("switched-off"));
        assertThat(plugin("acme").get("problems").get(0).asString())
                .isEqualTo("3 calls in a row failed, at last process_restart of web took longer than 2s and was given"
                        + " up");
        assertThat(heard()).hasSize(3);
    }

    @Test
    void aWrongSettingIsToldWithTheNearestAndStopsNothingElse() throws Exception {
        home.configure("plugins:", "  acme:", "    fille: /tmp/x", "  exec-huk: {}");
        install("");
        startProgram();
        JsonNode acme = plugin("acme");
        assertThat(acme.get("state").asString()).isEqualTo("refused");
        Path config = home.directory().resolve("config.yml");
        assertThat(acme.get("problems").get(0).asString())
                .isEqualTo(config + ":3: plugins.acme.fille: there is no such key; did you mean file?");
        assertThat(home.pmon("config", "--check", config.toString())
                        .failsWith(2)
                        .err())
                .contains("plugins.exec-huk: there is no such plugin; did you mean exec-hook?")
                .contains("plugins.acme.fille");
    }

    @Test
    void aBrokenJarIsRefusedAndTheDaemonGoesOn() throws Exception {
        Path directory = Files.createDirectories(home.directory().resolve("plugins/broken"));
        Files.writeString(directory.resolve("broken.jar"), "no jar");
        startProgram();
        JsonNode broken = plugin("broken");
        assertThat(broken.get("state").asString()).isEqualTo("refused");
        assertThat(broken.get("problems").get(0).asString()).contains("broken.jar cannot be used");
        assertThat(home.pmon("plugin", "info", "brokn").failsWith(5).err()).contains("did you mean broken?");
    }

    @Test
    void foldersThatCannotBeUsedAreToldAndHarmNobody() throws Exception {
        Path plugins = home.directory().resolve("plugins");
        home.configure("restart:", "  min_uptime: 100ms", "plugins:", "  acme:", "    file: " + file());
        install("");
        Path acme = plugins.resolve("acme/acme.jar");
        Path twice = Files.createDirectories(plugins.resolve("twice"));
        Files.copy(acme, twice.resolve("one.jar"));
        Files.copy(acme, twice.resolve("two.jar"));
        Path bundling = Files.createDirectories(plugins.resolve("bundling"));
        Files.copy(acme, bundling.resolve("acme.jar"));
        Path api = home.image().resolve("share/repository/pmon/pmon-api");
        try (Stream<Path> jars = Files.find(api, 2, (jar, _) -> jar.toString().endsWith(".jar"))) {
            Files.copy(jars.findFirst().orElseThrow(), bundling.resolve("pmon-api.jar"));
        }
        Path cut = Files.createDirectories(plugins.resolve("cut"));
        byte[] whole = Files.readAllBytes(acme);
        Files.write(cut.resolve("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
        PluginJar.forApi(
                "0.9.3", acme, Files.createDirectories(plugins.resolve("newer")).resolve("newer.jar"));
        startProgram();
        assertThat(problem("twice")).contains("one.jar and two.jar both are module acme; remove one of them");
        assertThat(problem("bundling")).contains("pmon-api.jar bundles pmon.api");
        assertThat(problem("cut")).contains("cut.jar cannot be used");
        assertThat(problem("newer")).contains("module acme was built for pmon.api 0.9.3, this daemon has ");
        restart();
        Await.until("the one that can be used hears", () -> heard().equals(List.of("process_restart web")));
    }

    @Test
    void aMonitorThatIsMadeForEverIsRefusedAndHoldsNothingUp() throws Exception {
        new PluginJar(home)
                .install(
                        "stuck",
                        home.directory().resolve("plugins"),
                        Map.of("module-info.java", """
                                module stuck {
                                    requires pmon.api;
                                    provides pmon.api.spi.monitor.MonitorProvider with stuck.StuckProvider;
                                }
                                """, "stuck/StuckProvider.java", """
                                package stuck;

                                import java.util.List;
                                import pmon.api.spi.monitor.*;
                                import pmon.api.spi.plugin.*;

                                public final class StuckProvider implements MonitorProvider {
                                    public String name() { return "stuck"; }

                                    public List<SettingDeclaration> settings() { return List.of(); }

                                    public Monitor open(PluginSettings settings) {
                                        while (true) {
                                            Thread.onSpinWait();
                                        }
                                    }
                                }
                                """));
        startProgram();
        home.processes("""
                {"processes": [{"file": "sleep", "name": "a", "args": ["1000"], "monitors": [{"type": "stuck"}]},
                  {"file": "sleep", "name": "b", "args": ["1000"], "monitors": [{"type": "stuck"}]}]}
                """);
        assertThat(home.pmon("init").failsWith(2).err())
                .contains("monitor type stuck cannot be used: it did not return within 5s")
                .contains("monitor type stuck cannot be used: an earlier call still has not returned");
        assertThat(home.statuses()).containsExactly("web running");
        restart();
    }

    private String problem(String plugin) throws Exception {
        assertThat(plugin(plugin).get("state").asString()).isEqualTo("refused");
        return plugin(plugin).get("problems").get(0).asString();
    }
}
