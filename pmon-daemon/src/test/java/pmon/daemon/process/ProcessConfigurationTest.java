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

    private List<String> broken(String name, String text) {
        ProcessConfiguration.Result result = read(name, text);
        assertThat(result).isInstanceOf(ProcessConfiguration.Result.Broken.class);
        return ((ProcessConfiguration.Result.Broken) result)
                .mistakes().stream()
                        .map(mistake -> mistake.text().replace(home + "/", ""))
                        .toList();
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

    @Test
    void reportsAllMistakesWithTheirPlaces() {
        assertThat(broken("p.yaml", """
                                processes:
                                  - name: nothing
                                  - file: /a
                                    nmae: a
                                    args: "it's"
                                    stop_timeout: 5
                                    no_auto_restart: perhaps
                                    dependencies: [a/b]
                                    env_vars: [A]
                                  - file: /b
                                    name: "1"
                                    log: [x]
                                    env_vars: A
                                  - /c
                                proceses: 1
                                """))
                .containsExactly(
                        "p.yaml:2:5: processes[0]: has no file to run",
                        "p.yaml:4:5: processes[1].nmae: there is no such key; did you mean name?",
                        "p.yaml:5:11: processes[1].args: the quote ' at position 3 is never closed in: it's",
                        "p.yaml:6:19: processes[1].stop_timeout: \"5\" is not allowed; use a duration such as 500ms, 2s,"
                                + " 5m or 1h30m",
                        "p.yaml:7:22: processes[1].no_auto_restart: \"perhaps\" is not allowed; use true, false, yes, no,"
                                + " on or off",
                        "p.yaml:8:19: processes[1].dependencies: \"a/b\" is no name; use 1 to 100 of the characters A-Z"
                                + " a-z 0-9 _ . @ : + -, not only digits, not starting with - or .",
                        "p.yaml:9:15: processes[1].env_vars: is a list; write a section, or NAME=value",
                        "p.yaml:11:11: processes[2].name: \"1\" is no name; use 1 to 100 of the characters A-Z a-z 0-9 _"
                                + " . @ : + -, not only digits, not starting with - or .",
                        "p.yaml:12:10: processes[2].log: takes one value",
                        "p.yaml:13:15: processes[2].env_vars: word 1 is not of the form NAME=value",
                        "p.yaml:14:5: processes[3]: is no program; write file: and other keys",
                        "p.yaml:15:1: proceses: there is no such key; did you mean processes?");
    }

    @Test
    void keysOfSectionsAndOfAppsAreNamedAsTheyStand() {
        assertThat(broken("p.yaml", "processes:\n  - file: /a\n    restart: {min_uptme: 5s}\n"))
                .containsExactly("p.yaml:3:15: processes[0].restart.min_uptme: there is no such key; did you mean"
                        + " restart_min_uptime?");
        assertThat(broken("app.config.json", "{\"apps\": [{\"file\": \"/a\",\n \"flag\": {\"nam\": \"x\"}}]}"))
                .containsExactly("app.config.json:2:2: apps[0].flag: there is no such key; did you mean flags?");
    }

    @Test
    void aBracketThatIsNeverClosedIsToldInPlainWords() {
        assertThat(broken("p.json", "{ \"processes\": [\n"))
                .containsExactly("p.json:2:1: Unexpected end-of-input: expected close marker for Array");
    }

    @Test
    void reportsMistakesInHowAProgramIsExecuted() {
        assertThat(broken("p.yaml", """
                                processes:
                                  - file: /a
                                    env_file: [a]
                                    success_exit_codes: [256, x, 1]
                                    umask: "8"
                                    nice: 20
                                    limits: {nofiles: 1, cpu: 10s, nproc: "5:4", core: unlimited:1, stack: [1], rss: }
                                  - file: /b
                                    success_exit_codes: {a: 1}
                                    umask: "01000"
                                    nice: low
                                    limits: nofile=3
                                """))
                .containsExactly(
                        "p.yaml:3:15: processes[0].env_file: takes one value",
                        "p.yaml:4:25: processes[0].success_exit_codes: \"256\" is not allowed; use exit codes from 0 to 255",
                        "p.yaml:4:25: processes[0].success_exit_codes: \"x\" is not allowed; use exit codes from 0 to 255",
                        "p.yaml:5:12: processes[0].umask: \"8\" is not allowed; use an octal mode such as 022",
                        "p.yaml:6:11: processes[0].nice: \"20\" is not allowed; use a whole number from -20 to 19",
                        "p.yaml:7:14: processes[0].limits.nofiles: there is no such limit; did you mean nofile?; there are"
                                + " as, core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime,"
                                + " sigpending, stack",
                        "p.yaml:7:31: processes[0].limits.cpu: \"10s\" is not allowed; use a number, a size such as 64MiB,"
                                + " unlimited, or SOFT:HARD",
                        "p.yaml:7:43: processes[0].limits.nproc: \"5:4\" is not allowed; use a number, a size such as 64MiB,"
                                + " unlimited, or SOFT:HARD",
                        "p.yaml:7:56: processes[0].limits.core: \"unlimited:1\" is not allowed; use a number, a size such as"
                                + " 64MiB, unlimited, or SOFT:HARD",
                        "p.yaml:7:76: processes[0].limits.stack: takes one value",
                        "p.yaml:9:25: processes[1].success_exit_codes: takes a text or a list",
                        "p.yaml:10:12: processes[1].umask: \"01000\" is not allowed; use an octal mode such as 022",
                        "p.yaml:11:11: processes[1].nice: \"low\" is not allowed; use a whole number from -20 to 19",
                        "p.yaml:12:13: processes[1].limits: is not a section of names and values");
    }

    @Test
    void flagsBelongToApps() {
        assertThat(broken("p.json", "{\"processes\": [{\"file\": \"/a\", \"flags\": {}}]}"))
                .singleElement()
                .asString()
                .startsWith("p.json:1:31: processes[0].flags: there is no such key");
        assertThat(broken("p.json", "{\"apps\": [{\"file\": \"/a\", \"flags\": 1}]}"))
                .containsExactly("p.json:1:35: apps[0].flags: is not a section");
    }

    @Test
    void camelCaseBelongsToToml() {
        assertThat(broken("p.yaml", "processes: [{File: /a}]"))
                .containsExactly(
                        "p.yaml:1:13: processes[0]: has no file to run",
                        "p.yaml:1:14: processes[0].File: there is no such key; did you mean file?");
        assertThat(broken("p.toml", "[[processes]]\nFile = \"/a\"\nfile = \"/b\"\n"))
                .containsExactly("p.toml: processes[0].file: is written twice");
    }

    @Test
    void twoProgramsOfOneNameAreAMistake() {
        assertThat(broken("p.yaml", "processes:\n- file: /x/web\n- file: /y\n  name: web\n"))
                .containsExactly("p.yaml:3:3: web: another program has this name already, in line 2");
    }

    @Test
    void twoListsAreAMistake() {
        assertThat(broken("p.yaml", "processes: []\napps: []\n"))
                .containsExactly("p.yaml:2:1: apps: the file has processes already; write one list");
    }

    @Test
    void anythingElseIsNoProcessConfiguration() {
        assertThat(broken("p.yaml", "- a\n"))
                .containsExactly("p.yaml:1:1: is no process configuration; write processes: and below it a list");
        assertThat(broken("p.yaml", "processes: 5\n"))
                .containsExactly("p.yaml:1:12: processes: is not a list of programs");
        assertThat(ProcessConfiguration.read(home.resolve("gone.json"), NOT_ROOT))
                .isEqualTo(new ProcessConfiguration.Result.Broken(
                        List.of(new Mistake(home.resolve("gone.json").toString(), null, "no such file"))));
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

    @Test
    void aMistakeInAnEnvironmentFileDoesNotQuoteTheValue() {
        List<Mistake> mistakes = new ArrayList<>();
        assertThat(EnvFile.parse("e", "A=1\nTOKEN='hunter2\n", mistakes)).isEqualTo(Map.of("A", "1"));
        assertThat(mistakes)
                .extracting(Mistake::text)
                .containsExactly("e:2:1: TOKEN: a quote in its value is never closed");
    }

    @Test
    void aMistakeInVariablesDoesNotQuoteTheirValues() {
        assertThat(broken("p.yaml", """
                processes:
                  - file: /web
                    env_vars: "TOKEN='hunter2"
                """))
                .containsExactly("p.yaml:3:15: processes[0].env_vars: a quote is never closed");
    }
}
