package pmon.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.KillMode;
import pmon.api.process.LogSettings;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Signal;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ExecCommand;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.document.Mistake;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

class ProcessConfigurationTest {
    private static final long NOT_ROOT = 1000;

    @TempDir
    private Path home;

    private ProcessConfiguration.Result read(String name, String text) {
        try {
            return ProcessConfiguration.read(Files.writeString(home.resolve(name), text), NOT_ROOT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<ExecCommand> commands(String name, String text) {
        ProcessConfiguration.Result result = read(name, text);
        assertThat(result).isInstanceOf(ProcessConfiguration.Result.Valid.class);
        return ((ProcessConfiguration.Result.Valid) result)
                .configuration().entries().stream().map(ProcessEntry::command).toList();
    }

    /** The programs of the examples in pmon3's documentation. */
    private List<ExecCommand> documented() {
        return List.of(
                command(
                        "/usr/local/bin/relay",
                        "relay1",
                        List.of("-h", "db-1.example.org", "-p", "5555", "-r", "5000"),
                        Map.of(),
                        "deploy",
                        null,
                        "/var/log/custom/",
                        true,
                        List.of("relay2")),
                command(
                        "/usr/local/bin/relayb",
                        "relay2",
                        List.of("-h", "db-1.example.org", "-p", "5556", "-r", "5001"),
                        Map.of(),
                        "deploy",
                        "/var/log/relay2.log",
                        null,
                        false,
                        List.of()),
                command(
                        "/usr/local/bin/node",
                        "reports",
                        List.of("/srv/reports/index.js"),
                        Map.of("NODE_ENV", "prod"),
                        "reporter",
                        null,
                        null,
                        true,
                        List.of()));
    }

    private ExecCommand command(
            String file,
            String name,
            List<String> args,
            Map<String, String> envVars,
            String user,
            String log,
            String logDir,
            boolean autoRestart,
            List<String> dependencies) {
        return new ExecCommand(
                file,
                name,
                args,
                envVars,
                home.toString(),
                Map.of(),
                null,
                user,
                log,
                logDir,
                autoRestart,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                dependencies,
                name.startsWith("relay") ? List.of("relays") : List.of(),
                false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"process.config.json", "process.config.yaml", "process.config.toml", "app.config.json"})
    void readsTheDocumentedExamples(String name) throws IOException {
        String text;
        try (var in = ProcessConfigurationTest.class.getResourceAsStream(name)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(commands(name, text)).isEqualTo(documented());
    }

    @Test
    void readsEverythingElseThatAProgramMayHave() {
        String yaml = """
                processes:
                  - file: ./run.sh
                    args: ["two words", 3, true]
                    env_vars: {PORT: 8080, EMPTY: , NAME: "a b"}
                    env_file: web.env
                    cwd: /srv
                    stop_signal: int
                    stop: {timeout: 5s}
                    restart:
                      min_uptime: 2s
                      max_delay: 1m
                    dependencies: db, cache
                    groups: a b
                    success_exit_codes: [1, 143]
                    kill_mode: group
                    umask: 027
                    nice: -5
                    limits: {nofile: 1024, core: unlimited, memlock: 64KiB:1MB}
                """;
        String toml = """
                [[processes]]
                file = "./run.sh"
                args = ["two words", 3, true]
                EnvVars = {PORT = 8080, EMPTY = "", NAME = "a b"}
                env_file = "web.env"
                Cwd = "/srv"
                StopSignal = "SIGINT"
                StopTimeout = "5s"
                Dependencies = ["db", "cache"]
                Groups = ["a", "b"]
                SuccessExitCodes = "1, 143"
                KillMode = "GROUP"
                Umask = "0o27"
                Nice = -5
                Limits = {Nofile = "1024:1024", Core = "unlimited", memlock = "65536:1000kB"}
                [processes.Restart]
                MinUptime = "2s"
                max_delay = "60s"
                """;
        ExecCommand expected = new ExecCommand(
                "./run.sh",
                null,
                List.of("two words", "3", "true"),
                Map.of("PORT", "8080", "EMPTY", "", "NAME", "a b"),
                home.toString(),
                Map.of(),
                "/srv",
                null,
                null,
                null,
                true,
                new RestartSettings(Duration.ofSeconds(2), null, Duration.ofMinutes(1)),
                new StopSettings(Signal.INT, Duration.ofSeconds(5)),
                List.of("db", "cache"),
                List.of("a", "b"),
                false,
                new ExecutionSettings(
                        "web.env",
                        List.of(1, 143),
                        027,
                        -5,
                        Map.of(
                                "nofile",
                                new ResourceLimit(1024, 1024),
                                "core",
                                new ResourceLimit(-1, -1),
                                "memlock",
                                new ResourceLimit(65_536, 1_000_000)),
                        LogSettings.DEFAULT,
                        KillMode.GROUP),
                TaskSettings.DEFAULT);
        assertThat(commands("p.yaml", yaml)).containsExactly(expected);
        assertThat(commands("p.toml", toml)).containsExactly(expected);
        ProcessEntry entry = ((ProcessConfiguration.Result.Valid) read("p.yaml", yaml))
                .configuration()
                .entries()
                .getFirst();
        assertThat(entry.name()).isEqualTo("run.sh");
    }

    @Test
    void textIsSplitAsAShellDoes() {
        ExecCommand command = commands(
                        "p.yaml", "processes: [{file: /a, args: \"-m 'two words'\", env_vars: \"A='x y' B=\"}]")
                .getFirst();
        assertThat(command.args()).containsExactly("-m", "two words");
        assertThat(command.envVars()).isEqualTo(Map.of("A", "x y", "B", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "processes:\n", "apps: []\n"})
    void nothingIsNoProgram(String text) {
        assertThat(commands("p.yaml", text)).isEmpty();
    }

    private ProcessConfiguration.Result load(Map<String, String> environment) {
        List<Path> candidates = List.of(home.resolve("process.config.json"), home.resolve("app.config.json"));
        Places places = new Places(Mode.USER, home.resolve("none.yml"), candidates, home, home, home, home, home);
        Configuration configuration = ((ConfigurationLoader.Result.Valid)
                        new ConfigurationLoader(places, environment, NOT_ROOT).load())
                .configuration();
        return ProcessConfiguration.load(configuration, NOT_ROOT);
    }

    @Test
    void theFirstFileThatIsThereCountsAndOthersAreReported() throws IOException {
        assertThat(load(Map.of())).isEqualTo(new ProcessConfiguration.Result.Valid(ProcessConfiguration.EMPTY));
        Files.writeString(home.resolve("app.config.json"), "{\"apps\": [{\"file\": \"/old\"}]}");
        assertThat(((ProcessConfiguration.Result.Valid) load(Map.of()))
                        .configuration()
                        .entries())
                .extracting(ProcessEntry::name)
                .containsExactly("old");
        Files.writeString(home.resolve("process.config.json"), "{\"processes\": [{\"file\": \"/new\"}]}");
        ProcessConfiguration both = ((ProcessConfiguration.Result.Valid) load(Map.of())).configuration();
        assertThat(both.entries()).extracting(ProcessEntry::name).containsExactly("new");
        assertThat(both.warnings())
                .containsExactly(home.resolve("app.config.json") + " is not read: "
                        + home.resolve("process.config.json") + " is there too, and counts first");
    }

    @Test
    void aFileThatIsNamedHasToBeThere() {
        assertThat(load(Map.of("PMON3_PROCESS_CONF", "gone.toml")))
                .isEqualTo(new ProcessConfiguration.Result.Broken(
                        List.of(new Mistake(home.resolve("gone.toml").toString(), null, "no such file"))));
    }

    @Test
    void environmentFilesHoldAVariableALine() {
        List<Mistake> mistakes = new ArrayList<>();
        assertThat(EnvFile.parse("e", """
                        # comment

                        A=1
                        export B = two words
                        C='quoted # and kept'
                        A=last
                        D=
                        no assignment
                        E="open
                        """, mistakes))
                .isEqualTo(Map.of("A", "last", "B", "two words", "C", "quoted # and kept", "D", ""));
        assertThat(mistakes)
                .extracting(Mistake::text)
                .containsExactly(
                        "e:8:1: is not of the form NAME=value", "e:9:1: E: a quote in its value is never closed");
    }
}
