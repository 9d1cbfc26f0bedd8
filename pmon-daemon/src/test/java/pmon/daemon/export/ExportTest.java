package pmon.daemon.export;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.daemon.fixture.People.ALICE;
import static pmon.daemon.fixture.People.BOB;
import static pmon.daemon.fixture.People.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pmon.api.process.Account;
import pmon.api.process.Check;
import pmon.api.process.DependencyTerms;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.Goal;
import pmon.api.process.KillMode;
import pmon.api.process.LogSettings;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.RunSettings;
import pmon.api.process.Signal;
import pmon.api.process.Status;
import pmon.api.process.TaskSettings;
import pmon.api.process.WrittenValue;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.Response;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.daemon.document.Format;
import pmon.daemon.fixture.Monitors;
import pmon.daemon.fixture.Programs;
import pmon.daemon.process.ProcessConfiguration;
import pmon.daemon.process.ProcessEntry;

class ExportTest {
    private static final Path LOGS = Path.of("/var/log/pmond");

    @TempDir
    private Path home;

    private final Origin origin = new Origin(ROOT, () -> LOGS);
    private final Export export = new Export(origin);

    /** Nothing of it is as it would be anyway. */
    private static final Check PING = new Check.Single(
            "ping",
            Map.of(
                    "target", new WrittenValue.Text("http://[::1]:80/a?b=\"c\"#'d'"),
                    "answers", new WrittenValue.Texts(List.of("2xx", "- no: \\ \n\u20ac", "true")),
                    "headers", new WrittenValue.Table(Map.of("X-Probe", "yes", "a b", ""))));

    private static final TaskSettings EVERY_TASK = new TaskSettings(
            List.of(
                    new MonitorSpec("ready", MonitorSpec.Role.READY, PING),
                    new MonitorSpec(
                            "deep check",
                            MonitorSpec.Role.ALIVE,
                            new Check.Retry(
                                    3, new Check.Any(List.of(new Check.Not(PING), new Check.All(List.of(PING, PING))))),
                            Duration.ofMillis(1_500),
                            Duration.ofSeconds(1),
                            Duration.ofMinutes(2),
                            20,
                            2,
                            4)),
            Duration.ofSeconds(90),
            Map.of("db", new DependencyTerms(DependencyTerms.Condition.HEALTHY, DependencyTerms.OnFailure.RESTART)),
            new RunSettings(
                    RunSettings.Type.TASK,
                    List.of("clean", "migrate"),
                    new RunSettings.Occasion.Cron("30 2 * * 1-5", "Europe/Berlin", RunSettings.Missed.RUN)));
    private static final ProcessSpec EVERYTHING = new ProcessSpec(
            new ProcessName("relay@1"),
            "/opt/my relay/bin/relay",
            List.of(
                    "-h",
                    "db-1",
                    "--title",
                    "two words",
                    "",
                    "it's \"quoted\" \\ $HOME",
                    "grün\t\u2028\u0085\ufffe\uffff"),
            Map.of("MODE", "prod", "EMPTY", "", "LINES", "a\nb", "Ünicode x", "1", "NO", "no"),
            Map.of("INHERITED", "1"),
            "/srv",
            ALICE,
            "/var/log/relay.log",
            false,
            new RestartSettings(Duration.ofSeconds(5), Duration.ofMillis(250), Duration.ofMinutes(90)),
            new StopSettings(Signal.INT, Duration.ZERO),
            List.of("db", "cache"),
            List.of("on", "a.b"),
            new ExecutionSettings(
                    "/etc/relay.env",
                    List.of(2, 143),
                    07,
                    -3,
                    Map.of("nofile", new ResourceLimit(64, 128), "core", new ResourceLimit(-1, -1)),
                    LogSettings.DEFAULT,
                    KillMode.GROUP),
            EVERY_TASK);

    /** All of it is as it would be anyway. */
    private static final ProcessSpec PLAIN = spec("web", "/usr/bin/web", List.of("-p", "80"), ROOT, Map.of());

    private static ProcessSpec spec(
            String name, String file, List<String> args, Account user, Map<String, String> envVars) {
        return new ProcessSpec(
                new ProcessName(name),
                file,
                args,
                envVars,
                Map.of(),
                String.valueOf(Path.of(file).getParent()),
                user,
                LOGS + "/" + name + ".log",
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of(),
                List.of());
    }

    private static ProcessSnapshot snapshot(int id, ProcessSpec spec, Status status) {
        ProcessRecord record = new ProcessRecord(
                id,
                spec,
                Goal.UP,
                status,
                1,
                10 - id,
                null,
                null,
                null,
                "",
                Programs.START.minusSeconds(id),
                Programs.START);
        return new ProcessSnapshot(record, status, null, null, "", null, List.of());
    }

    private static List<ProcessSnapshot> snapshots(ProcessSpec... specs) {
        return IntStream.range(0, specs.length)
                .mapToObj(i -> snapshot(i + 1, specs[i], Status.STOPPED))
                .toList();
    }

    private String text(List<ProcessSnapshot> processes, String format, String order, Caller caller) {
        return ((Response.Text) export.write(processes, format, order, caller)).text();
    }

    private String text(String format, ProcessSpec... specs) {
        return text(snapshots(specs), format, "id", new Caller(ROOT));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void whatIsWrittenReadsBackAsTheSame(Format format) throws IOException {
        String word = format.name().toLowerCase(Locale.ROOT);
        Path file = Files.writeString(home.resolve("process.config." + word), text(word, EVERYTHING, PLAIN));
        ProcessConfiguration.Result result = ProcessConfiguration.read(file, 1000, Monitors.TYPES);
        assertThat(result).isInstanceOf(ProcessConfiguration.Result.Valid.class);
        List<ExecCommand> read = ((ProcessConfiguration.Result.Valid) result)
                .configuration().entries().stream().map(ProcessEntry::command).toList();
        assertThat(read)
                .isEqualTo(List.of(EVERYTHING, PLAIN).stream()
                        .map(spec -> in(home, origin.command(spec, new Caller(ROOT))))
                        .toList());
    }

    private static ExecCommand in(Path directory, ExecCommand command) {
        return new ExecCommand(
                command.file(),
                command.name(),
                command.args(),
                command.envVars(),
                directory.toString(),
                command.callerEnvironment(),
                command.cwd(),
                command.user(),
                command.log(),
                command.logDir(),
                command.autoRestart(),
                command.restart(),
                command.stop(),
                command.dependencies(),
                command.groups(),
                command.replace(),
                command.execution(),
                command.task());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void nothingReadsBackAsNothing(Format format) throws IOException {
        String word = format.name().toLowerCase(Locale.ROOT);
        Path file = Files.writeString(home.resolve("p." + word), text(word));
        assertThat(ProcessConfiguration.read(file, 1000))
                .isEqualTo(new ProcessConfiguration.Result.Valid(ProcessConfiguration.EMPTY));
    }

    @Test
    void writesTheFormsOfTheDocumentation() {
        ProcessSpec relay = new ProcessSpec(
                new ProcessName("relay1"),
                "/usr/local/bin/relay",
                List.of("-h", "db-1.example.org", "-p", "5555"),
                Map.of("NODE_ENV", "prod"),
                Map.of(),
                "/usr/local/bin",
                ALICE,
                "/var/log/relay1.log",
                false,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of("relay2"),
                List.of("relays"));
        assertThat(text("json", relay, PLAIN)).isEqualTo("""
                {
                  "processes": [
                    {
                      "file": "/usr/local/bin/relay",
                      "name": "relay1",
                      "args": "-h db-1.example.org -p 5555",
                      "env_vars": {"NODE_ENV": "prod"},
                      "user": "alice",
                      "log": "/var/log/relay1.log",
                      "no_auto_restart": true,
                      "dependencies": ["relay2"],
                      "groups": ["relays"]
                    },
                    {
                      "file": "/usr/bin/web",
                      "name": "web",
                      "args": "-p 80"
                    }
                  ]
                }
                """);
        assertThat(text("yaml", relay, PLAIN)).isEqualTo("""
                processes:
                  - file: /usr/local/bin/relay
                    name: relay1
                    args: "-h db-1.example.org -p 5555"
                    env_vars:
                      NODE_ENV: prod
                    user: alice
                    log: /var/log/relay1.log
                    no_auto_restart: true
                    dependencies:
                      - relay2
                    groups:
                      - relays
                  - file: /usr/bin/web
                    name: web
                    args: "-p 80"
                """);
        assertThat(text("toml", relay, PLAIN)).isEqualTo("""
                [[Processes]]
                  File = "/usr/local/bin/relay"
                  Name = "relay1"
                  Args = "-h db-1.example.org -p 5555"
                  EnvVars = { NODE_ENV = "prod" }
                  User = "alice"
                  Log = "/var/log/relay1.log"
                  NoAutoRestart = true
                  Dependencies = [ "relay2" ]
                  Groups = [ "relays" ]

                [[Processes]]
                  File = "/usr/bin/web"
                  Name = "web"
                  Args = "-p 80"
                """);
    }

    @Test
    void valuesOfVariablesAreForOwnerAndRoot() {
        List<ProcessSnapshot> all = snapshots(spec("web", "/web", List.of(), ALICE, Map.of("TOKEN", "secret")));
        for (Account account : List.of(ROOT, ALICE)) {
            assertThat(text(all, "json", "id", new Caller(account))).contains("{\"TOKEN\": \"secret\"}");
        }
    }

    @Test
    void whatTheCallerMayNotActOnIsLeftOut() {
        List<ProcessSnapshot> all = snapshots(
                spec("web", "/web", List.of("--key=1"), ALICE, Map.of()),
                spec("mine", "/mine", List.of(), BOB, Map.of()));
        assertThat(text(all, "yaml", "id", new Caller(BOB)))
                .isEqualTo("processes:\n  - file: /mine\n    name: mine\n    user: bob\n");
    }

    @Test
    void whatIsRememberedForAWhileOnlyIsNoConfiguration() {
        ProcessSpec web = spec("web", "/web", List.of(), ALICE, Map.of());
        ProcessSpec passing = spec("procdog:web", "/web", List.of(), ALICE, Map.of())
                .withStop(new StopSettings(null, null, Duration.ofSeconds(3)));
        assertThat(text(snapshots(web, passing), "yaml", "id", new Caller(ROOT)))
                .isEqualTo(text(snapshots(web), "yaml", "id", new Caller(ROOT)));
    }

    @ParameterizedTest
    @CsvSource({
        "id, z a m",
        "name, a m z",
        "file, m z a",
        "process_file, m z a",
        "user, z a m",
        "username, z a m",
        "uid, z a m",
        "gid, z a m",
        "log_dir, z a m",
        "status, m z a",
        "restart_count, m a z",
        "created_at, m a z",
        "no_auto_restart, z a m",
        "started_at, z a m"
    })
    void ordersByAnyField(String field, String names) {
        List<ProcessSnapshot> all = List.of(
                snapshot(1, spec("z", "/2/z", List.of(), ALICE, Map.of()), Status.STOPPED),
                snapshot(2, spec("a", "/3/a", List.of(), ALICE, Map.of()), Status.FAILED),
                snapshot(3, spec("m", "/1/m", List.of(), BOB, Map.of()), Status.RUNNING));
        assertThat(text(all, "yaml", field, new Caller(ROOT))
                        .lines()
                        .filter(line -> line.startsWith("    name: "))
                        .map(line -> line.substring(10)))
                .containsExactly(names.split(" "));
    }

    @Test
    void aFieldThatDoesNotExistIsAnError() {
        assertThat(export.write(List.of(), "json", "nmae", new Caller(ROOT)))
                .isEqualTo(new Response.Failed(
                        ErrorCode.USAGE,
                        "cannot order by \"nmae\"; did you mean name?; use id, name, file, process_file, args, env_vars,"
                                + " cwd, user, username, uid, gid, log, log_dir, no_auto_restart, auto_restart, dependencies,"
                                + " groups, status, pid, restart_count, created_at, updated_at, started_at"));
    }

    @ParameterizedTest
    @CsvSource({"xml", "JSON", "''"})
    void aFormatThatDoesNotExistIsAnError(String format) {
        assertThat(export.write(List.of(), format, "id", new Caller(ROOT)))
                .isEqualTo(new Response.Failed(
                        ErrorCode.USAGE, "cannot export as \"" + format + "\": accepted formats: json, toml or yaml"));
    }
}
