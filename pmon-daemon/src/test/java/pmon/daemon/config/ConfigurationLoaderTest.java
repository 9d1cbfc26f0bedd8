package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.api.process.Signal;
import pmon.core.supervisor.Defaults;
import pmon.daemon.document.Mistake;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

class ConfigurationLoaderTest {
    @TempDir
    private Path home;

    private Places places(Mode mode) {
        return new Places(
                mode,
                home.resolve("config.yml"),
                List.of(),
                home.resolve("data"),
                home.resolve("logs"),
                home.resolve("run"),
                home.resolve("plugins"),
                Path.of("/working"));
    }

    private ConfigurationLoader.Result load(String text, Map<String, String> environment) {
        try {
            Files.writeString(home.resolve("config.yml"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new ConfigurationLoader(places(Mode.USER), environment, 1000).load();
    }

    private Configuration valid(String text, Map<String, String> environment) {
        ConfigurationLoader.Result result = load(text, environment);
        assertThat(result).isInstanceOf(ConfigurationLoader.Result.Valid.class);
        return ((ConfigurationLoader.Result.Valid) result).configuration();
    }

    private Configuration valid(String text) {
        return valid(text, Map.of());
    }

    /** The mistakes, without the name of the file. */
    private List<String> broken(String text) {
        ConfigurationLoader.Result result = load(text, Map.of());
        assertThat(result).isInstanceOf(ConfigurationLoader.Result.Broken.class);
        return ((ConfigurationLoader.Result.Broken) result)
                .mistakes().stream()
                        .map(mistake -> mistake.text().replace(home + "/", ""))
                        .toList();
    }

    private List<String> warnings(Configuration configuration) {
        return configuration.warnings().stream()
                .map(warning -> warning.replace(home + "/", ""))
                .toList();
    }

    private static String effective(Configuration configuration, String key) {
        return configuration.effective().stream()
                .filter(line -> line.key().equals(key))
                .map(line -> line.value() + " from " + line.source())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutAFileEverythingIsStandard() {
        ConfigurationLoader.Result result = new ConfigurationLoader(places(Mode.USER), Map.of(), 1000).load();
        Configuration configuration = ((ConfigurationLoader.Result.Valid) result).configuration();
        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.defaults()).isEqualTo(Defaults.STANDARD);
        assertThat(configuration.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(configuration.handleInterrupts()).isTrue();
        assertThat(configuration.reloads()).isTrue();
        assertThat(configuration.autostartDaemon()).isTrue();
        assertThat(configuration.envInherit()).isEqualTo(EnvInherit.CALLER);
        assertThat(configuration.processConfigFile()).isNull();
        assertThat(configuration.readyTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(configuration.waits()).isEqualTo(new Configuration.Wait(null, Duration.ZERO, Duration.ofMillis(50)));
        assertThat(configuration.flapDetection())
                .isEqualTo(new Configuration.FlapDetection(false, 5, 120, 60, Duration.ofMillis(500)));
        assertThat(configuration.eventScripts())
                .isEqualTo(new Configuration.EventScripts(null, null, null, Duration.ofSeconds(10)));
        assertThat(configuration.messageQueue().openToUsers()).isFalse();
        assertThat(configuration.places()).isEqualTo(places(Mode.USER));
        assertThat(configuration.dataDirectory().mode()).isEqualTo(0700);
        assertThat(configuration.logsDirectory().mode()).isEqualTo(0700);
        assertThat(configuration.logFileMode()).isEqualTo(0600);
        assertThat(configuration.effective()).allMatch(line -> line.source().startsWith("default"));
    }

    @Test
    void inSystemModeLogsAreAsPmon3HasThemAndNothingIsInherited() {
        ConfigurationLoader.Result result = new ConfigurationLoader(places(Mode.SYSTEM), Map.of(), 0).load();
        Configuration configuration = ((ConfigurationLoader.Result.Valid) result).configuration();
        assertThat(configuration.envInherit()).isEqualTo(EnvInherit.NONE);
        assertThat(configuration.logsDirectory().mode()).isEqualTo(0775);
        assertThat(configuration.logFileMode()).isEqualTo(0660);
        assertThat(configuration.dataDirectory().mode()).isEqualTo(0700);
        assertThat(configuration.dataFileMode()).isEqualTo(0600);
    }

    @Test
    void aFileThatIsNamedAndMissingIsWorthAWarning() {
        String named = home.resolve("config.yml").toString();
        ConfigurationLoader.Result result =
                new ConfigurationLoader(places(Mode.USER), Map.of("PMON3_CONF", named), 1000).load();
        assertThat(((ConfigurationLoader.Result.Valid) result).configuration().warnings())
                .containsExactly("PMON3_CONF names " + named + ", which does not exist; defaults are used");
    }

    @Test
    void anEmptyFileAndOneOfCommentsMeanDefaults() {
        assertThat(valid("").warnings()).isEmpty();
        assertThat(valid("# nothing\n").warnings()).isEmpty();
        assertThat(valid("wait:\n  start_grace:\nlogs:\n").defaults()).isEqualTo(Defaults.STANDARD);
    }

    @Test
    void readsEveryKindOfValue() {
        Configuration configuration = valid("""
                log_level: WARN
                handle_interrupts: off
                wait:
                  cmd_exec_response: 1500
                  start_grace: 1s
                restart:
                  min_uptime: 1m30s
                  max_delay: "2m"
                stop: {signal: sigint, timeout: 500ms}
                logs:
                  directory: own-logs
                  directory_mode: 0755
                  file_mode: "640"
                flap_detection:
                  is_enabled: yes
                  threshold_decrement: 0
                """);
        assertThat(configuration.logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(configuration.handleInterrupts()).isFalse();
        assertThat(configuration.waits().cmdExecResponse()).isEqualTo(Duration.ofMillis(1500));
        assertThat(configuration.defaults().startGrace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(configuration.restart())
                .isEqualTo(new Configuration.Restart(
                        Duration.ofSeconds(90), Duration.ofMillis(100), Duration.ofMinutes(2)));
        assertThat(configuration.stop()).isEqualTo(new Configuration.Stop(Signal.INT, Duration.ofMillis(500)));
        assertThat(configuration.logsDirectory().path()).isEqualTo(home.resolve("own-logs"));
        assertThat(configuration.places().logs()).isEqualTo(home.resolve("own-logs"));
        assertThat(configuration.logsDirectory().mode()).isEqualTo(0755);
        assertThat(configuration.logFileMode()).isEqualTo(0640);
        assertThat(configuration.flapDetection().enabled()).isTrue();
        assertThat(configuration.flapDetection().thresholdDecrement()).isZero();
    }

    @Test
    void namesSourcesWithLines() {
        Configuration configuration =
                valid("log_level: warn\nrestart:\n  min_uptime: 2s\n", Map.of("CONFIGOR_STOP_TIMEOUT", "3s"));
        assertThat(effective(configuration, "restart.min_uptime"))
                .isEqualTo("2s from " + home.resolve("config.yml") + ":3");
        assertThat(effective(configuration, "stop.timeout"))
                .isEqualTo("3s from environment variable CONFIGOR_STOP_TIMEOUT");
        assertThat(effective(configuration, "stop.signal")).isEqualTo("TERM from default");
        assertThat(effective(configuration, "data.directory")).isEqualTo(home.resolve("data") + " from default");
        assertThat(effective(configuration, "wait.cmd_exec_response")).isEqualTo(" from default");
        assertThat(effective(configuration, "initialization_period")).isEqualTo("30s from default (has no effect)");
    }

    @Test
    void theEnvironmentWinsOverTheFileAndNewerNamesOverOlderOnes() {
        String file = "cmd_exec_response_wait: 1\nwait:\n  cmd_exec_response: 2\n";
        assertThat(valid("cmd_exec_response_wait: 1\n").waits().cmdExecResponse())
                .isEqualTo(Duration.ofMillis(1));
        assertThat(valid(file).waits().cmdExecResponse()).isEqualTo(Duration.ofMillis(2));
        assertThat(valid(file, Map.of("CONFIGOR_CMDEXECRESPONSEWAIT", "3"))
                        .waits()
                        .cmdExecResponse())
                .isEqualTo(Duration.ofMillis(3));
        assertThat(valid(file, Map.of("CONFIGOR_CMDEXECRESPONSEWAIT", "3", "CONFIGOR_WAIT_CMDEXECRESPONSE", "4"))
                        .waits()
                        .cmdExecResponse())
                .isEqualTo(Duration.ofMillis(4));
        assertThat(valid(file, Map.of("CONFIGOR_WAIT_CMDEXECRESPONSE", ""))
                        .waits()
                        .cmdExecResponse())
                .isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void reportsOlderNamesWithTheirNewerOnes() {
        Configuration configuration = valid("data_dir: /d\n", Map.of("CONFIGOR_LOGSDIR", "/l"));
        assertThat(warnings(configuration))
                .containsExactlyInAnyOrder(
                        "config.yml:1:11: data_dir is an older name; write data.directory",
                        "environment variable CONFIGOR_LOGSDIR: is an older name; set CONFIGOR_LOGS_DIRECTORY");
        assertThat(configuration.places().data()).hasToString("/d");
        assertThat(configuration.places().logs()).hasToString("/l");
    }

    @ParameterizedTest
    @CsvSource({
        "true, DEBUG",
        "1, DEBUG",
        "debug, DEBUG",
        "info, INFO",
        "warn, WARN",
        "error, ERROR",
        "false, WARN",
        "'', WARN"
    })
    void pmon3DebugSetsTheLevel(String value, LogLevel level) {
        assertThat(valid("log_level: warn\n", Map.of("PMON3_DEBUG", value)).logLevel())
                .isEqualTo(level);
    }

    @Test
    void aVariableThatSetsNothingIsReportedWithTheNearestOne() {
        assertThat(valid("", Map.of("CONFIGOR_LOGLEVL", "info", "OTHER", "x")).warnings())
                .containsExactly(
                        "environment variable CONFIGOR_LOGLEVL: sets nothing; did you mean CONFIGOR_LOGLEVEL?");
    }

    @Test
    void aMistakeInAVariableIsAMistake() {
        ConfigurationLoader.Result result = load("", Map.of("CONFIGOR_HANDLEINTERRUPTS", "perhaps"));
        assertThat(((ConfigurationLoader.Result.Broken) result).mistakes())
                .extracting(Mistake::text)
                .containsExactly("environment variable CONFIGOR_HANDLEINTERRUPTS: handle_interrupts: \"perhaps\" is not"
                        + " allowed; use true, false, yes, no, on or off");
    }

    @Test
    void pathsInVariablesStartWhereTheDaemonWasStarted() {
        Configuration configuration = valid("process_config_file: p.yaml\n", Map.of("PMON3_PROCESS_CONF", "p.toml"));
        assertThat(configuration.processConfigFile()).hasToString("/working/p.toml");
        assertThat(valid("process_config_file: p.yaml\n").processConfigFile()).isEqualTo(home.resolve("p.yaml"));
    }

    @Test
    void limitsOfPmon3AreReportedAndReplaced() {
        Configuration configuration = valid("""
                initialization_period: 4
                wait:
                  cmd_exec_response: 10001
                  ipc_connection: 5001
                  dependent_process_enqueued: 20001
                """);
        assertThat(warnings(configuration))
                .containsExactly(
                        "config.yml:1:24: initialization_period: \"4\" is not within 5s to 24h; 30s is used",
                        "config.yml:3:22: wait.cmd_exec_response: \"10001\" is not within 0s to 10s; nothing is used",
                        "config.yml:4:19: wait.ipc_connection: \"5001\" is not within 0s to 5s; 0s is used",
                        "config.yml:5:31: wait.dependent_process_enqueued: \"20001\" is not within 0s to 20s; 0s is used");
    }

    @Test
    void ownLimitsAreErrorsAndAllErrorsAreReportedTogether() {
        assertThat(broken("""
                                log_levl: info
                                restart:
                                  min_uptime: 25h
                                  min_uptme: 1s
                                  max_delay: 30
                                stop:
                                  signal: TREM
                                wait: 5
                                flap_detection: {threshold_restarted: 0}
                                logs:
                                  - directory
                                log_level: [info]
                                data:
                                  directory_mode: rwx
                                min_uptime: 1s
                                restrt: {min_uptime: 1s}
                                """))
                .containsExactly(
                        "config.yml:1:1: log_levl: there is no such setting; did you mean log_level?",
                        "config.yml:3:15: restart.min_uptime: \"25h\" is not within 100ms to 24h",
                        "config.yml:4:3: restart.min_uptme: there is no such setting; did you mean restart.min_uptime?",
                        "config.yml:5:14: restart.max_delay: \"30\" is not allowed; use a duration such as 500ms, 2s, 5m"
                                + " or 1h30m, 100ms to 24h",
                        "config.yml:7:11: stop.signal: \"TREM\" is not allowed; use a signal such as TERM, INT, QUIT or 15;"
                                + " did you mean TERM?",
                        "config.yml:8:7: wait: is a section; it holds cmd_exec_response, ipc_connection,"
                                + " dependent_process_enqueued, start_grace",
                        "config.yml:9:39: flap_detection.threshold_restarted: \"0\" is not within 1 to 1000000",
                        "config.yml:11:3: logs: is a section; it holds directory, user, group, directory_mode, file_mode, mode,"
                                + " max_size, max_age, keep, compress, timestamps, max_total, full_grace, on_full",
                        "config.yml:12:12: log_level: takes one value, not a list",
                        "config.yml:14:19: data.directory_mode: \"rwx\" is not allowed; use an octal mode such as 0750",
                        "config.yml:15:1: min_uptime: there is no such setting; did you mean restart.min_uptime?",
                        "config.yml:16:1: restrt: there is no such setting; did you mean restart?");
    }

    @Test
    void aKeyInARightSectionIsLookedForThere() {
        assertThat(broken("flap_detection:\n  threshold: 3\nwait:\n  zzz: 1\n"))
                .containsExactly(
                        "config.yml:2:3: flap_detection.threshold: there is no such setting; did you mean"
                                + " flap_detection.threshold_countdown?",
                        "config.yml:4:3: wait.zzz: there is no such setting; there are cmd_exec_response, ipc_connection,"
                                + " dependent_process_enqueued, start_grace");
    }

    @Test
    void aKeyWrittenTwiceIsAMistake() {
        assertThat(broken("log_level: info\n\nlog_level: warn\n"))
                .containsExactly("config.yml:3:1: log_level: is written twice, first in line 1");
    }

    @Test
    void syntaxErrorsHaveTheirPlace() {
        assertThat(broken("log_level: [info\nwait: }\n"))
                .singleElement()
                .asString()
                .startsWith("config.yml:2:");
        assertThat(broken("a: 1\n---\nb: 2\n"))
                .contains("config.yml:3:1: a second document begins here; write one only");
        assertThat(broken("log_level:\n\tinfo\n"))
                .singleElement()
                .asString()
                .startsWith("config.yml:2:1: found character");
        assertThat(broken("- a\n")).containsExactly("config.yml:1:1: is a list; write lines of the form key: value");
        assertThat(broken("log_level: &a info\nstop:\n  signal: *a\n"))
                .containsExactly("config.yml:3:11: *a: write the value out; references are not read here");
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsAMistake() throws IOException {
        Files.createDirectory(home.resolve("config.yml"));
        ConfigurationLoader.Result result = new ConfigurationLoader(places(Mode.USER), Map.of(), 1000).load();
        assertThat(((ConfigurationLoader.Result.Broken) result).mistakes())
                .extracting(Mistake::text)
                .containsExactly(home.resolve("config.yml") + ": is a directory");
    }

    @Test
    void textThatIsNotUtf8IsAMistake() throws IOException {
        Files.write(home.resolve("config.yml"), new byte[] {'a', ':', ' ', (byte) 0xff});
        ConfigurationLoader.Result result = new ConfigurationLoader(places(Mode.USER), Map.of(), 1000).load();
        assertThat(((ConfigurationLoader.Result.Broken) result).mistakes())
                .extracting(Mistake::text)
                .containsExactly(home.resolve("config.yml") + ": is not UTF-8 text");
    }

    @Test
    void delaysThatContradictEachOtherAreAMistake() {
        assertThat(broken("restart:\n  initial_delay: 1m\n"))
                .containsExactly("config.yml:2:18: restart.initial_delay is longer than restart.max_delay");
    }

    @Test
    void modesFallBackToPermissionsAndAreNarrowedForData() {
        Configuration configuration = valid("""
                permissions:
                  user: nobody
                  directory_mode: 0770
                  file_mode: 0660
                logs:
                  group: adm
                """);
        assertThat(configuration.logsDirectory().mode()).isEqualTo(0770);
        assertThat(configuration.logsDirectory().user()).isEqualTo("nobody");
        assertThat(configuration.logsDirectory().group()).isEqualTo("adm");
        assertThat(configuration.logFileMode()).isEqualTo(0660);
        assertThat(configuration.dataDirectory().mode()).isEqualTo(0750);
        assertThat(configuration.dataFileMode()).isEqualTo(0640);
        assertThat(warnings(configuration))
                .containsExactly(
                        "config.yml:3:19: permissions.directory_mode: 0770 would let others at the daemon's data; 0750 is"
                                + " used there",
                        "config.yml:4:14: permissions.file_mode: 0660 would let others at the daemon's data; 0640 is used"
                                + " there");
        assertThat(configuration.messageQueue().fileMode())
                .as("nothing else opens the socket")
                .isEqualTo(0600);
    }

    @Test
    void onlyTheModeOfTheQueueOpensTheSocketToUsersAndOnlyOneOfRoot() {
        var open = valid("message_queue: {file_mode: 0666}");
        assertThat(open.servesEverybody(0)).isTrue();
        assertThat(open.servesEverybody(1000)).isFalse();
        assertThat(valid("message_queue: {file_mode: 0660}").servesEverybody(0)).isFalse();
        assertThat(open.runDirectory(true).mode()).isEqualTo(0711);
        assertThat(open.runDirectory(false).mode()).isEqualTo(0700);
    }

    @Test
    void theDirectoryOfQueuesMayBeWrittenWithoutItsKind() {
        assertThat(valid("message_queue:\n  directory:\n    shmem: /a\n")
                        .messageQueue()
                        .sharedMemory())
                .hasToString("/a");
        assertThat(valid("", Map.of("CONFIGOR_MESSAGEQUEUE_DIRECTORY", "/b"))
                        .messageQueue()
                        .sharedMemory())
                .hasToString("/b");
    }
}
