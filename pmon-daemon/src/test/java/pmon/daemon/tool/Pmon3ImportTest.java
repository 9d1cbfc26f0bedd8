package pmon.daemon.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.legacy.LegacyException;
import pmon.api.spi.legacy.LegacyReader;
import pmon.api.spi.legacy.LegacyRecords;
import pmon.api.spi.legacy.LegacyRecords.LegacyProgram;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;
import pmon.daemon.process.ProcessConfiguration;

class Pmon3ImportTest {
    private static final LegacyProgram RELAY = new LegacyProgram(
            3,
            "relay",
            "/usr/bin/relay",
            List.of("-h", "db", "", "-p"),
            "A=1 B=x=y  broken",
            "joe",
            "/var/log/relay.log",
            2,
            true,
            List.of("data base"),
            List.of("front end"));
    private static final LegacyProgram DATABASE = new LegacyProgram(
            1,
            "data base",
            "/usr/bin/db",
            List.of("-d", "x"),
            "",
            "",
            "LOGS/data_base.log",
            3,
            false,
            List.of(),
            List.of());

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private LegacyRecords records = new LegacyRecords(List.of(), List.of());
    private Path config;
    private Path output;

    @BeforeEach
    void makeFiles() throws IOException {
        config = Files.writeString(home.resolve("old.yml"), "log_level: warn\n");
        output = home.resolve("config/process.config.yaml");
        LegacyProgram database = new LegacyProgram(
                DATABASE.id(),
                DATABASE.name(),
                DATABASE.file(),
                DATABASE.args(),
                DATABASE.envVars(),
                DATABASE.user(),
                home + "/logs/data_base.log",
                DATABASE.status(),
                DATABASE.autoRestart(),
                DATABASE.dependencies(),
                DATABASE.groups());
        records = new LegacyRecords(List.of(database, RELAY), List.of("front end", "unused"));
    }

    private int run(@Nullable Path named, boolean dryRun) {
        return run(named, dryRun, false);
    }

    private int run(@Nullable Path named, boolean dryRun, boolean json) {
        LegacyReader reader = new LegacyReader() {
            @Override
            public String name() {
                return "pmon3";
            }

            @Override
            public LegacyRecords read(Path file) throws LegacyException {
                if (!file.equals(home.resolve("data.db"))) {
                    throw new LegacyException("cannot read " + file + ": no such file");
                }
                return records;
            }
        };
        Places places = new Places(
                Mode.SYSTEM,
                home.resolve("config/config.yml"),
                List.of(home.resolve("config/process.config.json"), output),
                home,
                home.resolve("logs"),
                home,
                home,
                home);
        Pmon3Import.Wanted wanted = new Pmon3Import.Wanted(home.resolve("data.db"), config, named, dryRun);
        Report report = new Report(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                json);
        return new Pmon3Import(reader, wanted, places, report).run();
    }

    private String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(home + "/", "");
    }

    @Test
    void writesAProcessConfigurationThatInitReads() throws IOException {
        assertThat(run(null, false)).isZero();
        assertThat(output).content().isEqualTo("""
                processes:
                  - file: /usr/bin/db
                    name: data_base
                    args: "-d x"
                    no_auto_restart: true
                  - file: /usr/bin/relay
                    name: relay
                    args:
                      - "-h"
                      - db
                      - ""
                      - "-p"
                    env_vars:
                      A: "1"
                      B: "x=y"
                    user: joe
                    log: /var/log/relay.log
                    dependencies:
                      - data_base
                    groups:
                      - front_end
                """);
        assertThat(ProcessConfiguration.read(output, 1000)).isInstanceOf(ProcessConfiguration.Result.Valid.class);
        // Variables may hold secrets.
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output)))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhatItTookOverAndWhatIsDifferent() {
        run(null, false);
        assertThat(said(out)).isEqualTo("""
                old.yml can be used as it is: copy it to config/config.yml
                2 programs of data.db and its configuration:
                  data_base: /usr/bin/db
                  relay: /usr/bin/relay, as joe
                is different, or has no equivalent:
                  - "data base" cannot be the name of a program here; it is called data_base
                  - data_base is stopped in pmon3; a process configuration says only what is to run, and init starts it
                  - relay: "broken" in its env_vars is not of the form NAME=value and is left out
                  - the group unused has no programs; make it with: pmon group create unused
                  - programs get a clean environment with what env_vars says; pmon3 gave them the daemon's: where one needs\
                 that, set env_inherit: daemon
                  - ids are given anew, in the order of the first start; restart counters begin at 0
                wrote config/process.config.yaml; look it over, then end pmon3 and run: pmon init
                """);
        assertThat(said(err)).isEmpty();
    }

    @Test
    void aDryRunShowsItAndWritesNothing() {
        assertThat(run(null, true)).isZero();
        assertThat(output).doesNotExist();
        assertThat(said(out))
                .contains("would be written to config/process.config.yaml:\nprocesses:\n  - file: /usr/bin/db\n");
    }

    @Test
    void tellsScriptsTheSameInOneDocument() {
        assertThat(run(null, true, true)).isZero();
        assertThat(said(out).lines())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"file\":null,\"programs\":[\"data_base: /usr/bin/db\",\"relay: /usr/bin/relay, as joe\"],"
                                + "\"notes\":[\"\\\"data base\\\" cannot be the name")
                .endsWith("]}");
        out.reset();
        assertThat(run(null, false, true)).isZero();
        assertThat(said(out)).startsWith("{\"file\":\"config/process.config.yaml\",");
        out.reset();
        assertThat(run(null, false, true)).isEqualTo(2);
        assertThat(said(out)).startsWith("{\"error\":{\"code\":\"usage\",");
    }

    @Test
    void neverOverwritesAFile() throws IOException {
        Files.createDirectories(output.getParent());
        Files.writeString(output, "mine");
        assertThat(run(null, false)).isEqualTo(2);
        assertThat(said(err))
                .isEqualTo("config/process.config.yaml is there already; name another file with --output\n");
        assertThat(output).content().isEqualTo("mine");
        assertThat(run(home.resolve("other.yaml"), false)).isZero();
        assertThat(run(home.resolve("other.toml"), false)).isEqualTo(2);
    }

    @Test
    void programsOfTheProcessConfigurationComeFirstAndWin() throws IOException {
        Files.writeString(config, "apps_config_file: apps.json\n");
        Files.writeString(
                home.resolve("apps.json"),
                "{\"apps\": [{\"file\": \"./bin/relay\", \"flags\": {\"name\": \"relay\", \"log\": \"relay.log\"}}]}");
        assertThat(run(null, false)).isZero();
        assertThat(output).content().isEqualTo("""
                processes:
                  - file: %1$s/bin/relay
                    name: relay
                    log: %1$s/relay.log
                  - file: /usr/bin/db
                    name: data_base
                    args: "-d x"
                    no_auto_restart: true
                """.formatted(home));
        assertThat(said(out))
                .contains("relay is in the process configuration too, which counts")
                .contains("old.yml:1:19: apps_config_file is an older name; write process_config_file");
    }

    @Test
    void settingsThatMeanSomethingElseAreTold() throws IOException {
        Files.writeString(config, """
                initialization_period: 30
                wait: {cmd_exec_response: 1500, ipc_connection: 0}
                message_queue: {file_mode: 0666}
                """);
        run(null, false);
        assertThat(said(out))
                .contains("- initialization_period has no effect: pmon does not need it")
                .contains("- wait.cmd_exec_response is the longest that a command waits for its outcome, not a pause")
                .contains("- message_queue.file_mode 0666 lets all users talk to a root daemon");
    }

    @Test
    void aConfigurationThatPmonDoesNotUnderstandIsNoObstacle() throws IOException {
        Files.writeString(config, "log_levle: info\n");
        assertThat(run(null, false)).isZero();
        assertThat(said(out))
                .contains("old.yml has to be corrected before pmond can use it:")
                .contains("old.yml:1:1: log_levle: there is no such setting; did you mean log_level?");
    }

    @Test
    void aFileThatCountsBeforeTheWrittenOneIsAWarning() throws IOException {
        Files.createDirectories(output.getParent());
        Files.writeString(home.resolve("config/process.config.json"), "{}");
        assertThat(run(null, false)).isZero();
        assertThat(said(err))
                .isEqualTo(
                        "warning: config/process.config.json counts before config/process.config.yaml; remove it, or set"
                                + " process_config_file: config/process.config.yaml\n");
    }

    @Test
    void whatIsMissingIsNamed() {
        config = home.resolve("gone.yml");
        assertThat(run(null, false)).isEqualTo(2);
        assertThat(said(err)).isEqualTo("gone.yml: no such file\n");
    }

    @Test
    void twoNamesThatBecomeOneAreToldApart() throws IOException {
        LegacyProgram other = new LegacyProgram(
                9, "data_base", "/b", List.of(), "", "", "", 2, true, List.of("data base", "7"), List.of());
        LegacyProgram number = new LegacyProgram(10, "7", "/c", List.of(), "", "", "", 2, true, List.of(), List.of());
        records = new LegacyRecords(List.of(other, records.programs().getFirst(), number), List.of());
        assertThat(run(null, false)).isZero();
        assertThat(Files.readString(output)).contains("name: data_base\n", "name: data_base-2\n", "name: p_7\n");
        assertThat(Files.readString(output)).contains("dependencies:\n      - data_base-2\n      - p_7\n");
        assertThat(ProcessConfiguration.read(output, 1000)).isInstanceOf(ProcessConfiguration.Result.Valid.class);
    }
}
