package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

/** Both generations of pmon3's keys and variables: each alone sets its setting, and is named as where that comes from. */
class Pmon3NamesTest {
    /** A line: key, a value, older key or -, the variables of both lists. */
    private static final String NAMES = """
            log_level warn - LOGLEVEL
            handle_interrupts false - HANDLEINTERRUPTS
            disable_reloads true - DISABLERELOADS
            process_monitor_interval 700 - PROCESSMONITORINTERVAL
            initialization_period 31 - INITIALIZATIONPERIOD
            process_config_file /p.json apps_config_file PROCESSCONFIGFILE APPSCONFIGFILE
            wait.cmd_exec_response 1501 cmd_exec_response_wait WAIT_CMDEXECRESPONSE CMDEXECRESPONSEWAIT
            wait.ipc_connection 7 ipc_connection_wait WAIT_IPCCONNECTION IPCCONNECTIONWAIT
            wait.dependent_process_enqueued 1001 dependent_process_enqueued_wait WAIT_DEPENDENTPROCESSENQUEUED DEPENDENTPROCESSENQUEUEDWAIT
            permissions.user root - PERMISSIONS_USER
            permissions.group root - PERMISSIONS_GROUP
            permissions.directory_mode 0750 - PERMISSIONS_DIRECTORYMODE
            permissions.file_mode 0640 - PERMISSIONS_FILEMODE
            logs.directory /l logs_dir LOGS_DIRECTORY LOGSDIR
            logs.user root - LOGS_USER
            logs.group root - LOGS_GROUP
            logs.directory_mode 0751 - LOGS_DIRECTORYMODE
            logs.file_mode 0644 - LOGS_FILEMODE
            data.directory /d data_dir DATA_DIRECTORY DATADIR
            data.user root - DATA_USER
            data.group root - DATA_GROUP
            data.directory_mode 0710 - DATA_DIRECTORYMODE
            data.file_mode 0600 - DATA_FILEMODE
            message_queue.directory.shmem /s shmem_dir MESSAGEQUEUE_DIRECTORY MESSAGEQUEUE_DIRECTORY_SHMEM SHMEMDIR
            message_queue.directory.posix_mq /m posix_mq_dir MESSAGEQUEUE_DIRECTORY_POSIXMQ POSIXMESSAGEQUEUEDIR
            message_queue.name_suffix one - MESSAGEQUEUE_NAMESUFFIX
            message_queue.user root mq_user MESSAGEQUEUE_USER MESSAGEQUEUEUSER
            message_queue.group root mq_group MESSAGEQUEUE_GROUP MESSAGEQUEUEGROUP
            message_queue.directory_mode 0711 - MESSAGEQUEUE_DIRECTORYMODE
            message_queue.file_mode 0666 - MESSAGEQUEUE_FILEMODE
            event_handling.process_restart /r on_process_restart_exec EVENTHANDLER_PROCESSRESTART EVENTHANDLING_PROCESSRESTART ONPROCESSRESTARTEXEC
            event_handling.process_failure /f on_process_failure_exec EVENTHANDLER_PROCESSFAILURE EVENTHANDLING_PROCESSFAILURE ONPROCESSFAILUREEXEC
            event_handling.process_backoff /b - EVENTHANDLER_PROCESSBACKOFF EVENTHANDLING_PROCESSBACKOFF
            flap_detection.is_enabled true flap_detection_enabled FLAPDETECTION_ISENABLED FLAPDETECTIONENABLED
            flap_detection.threshold_restarted 6 flap_detection_threshold_restarted FLAPDETECTION_THRESHOLDRESTARTED FLAPDETECTIONTHRESHOLDRESTARTED
            flap_detection.threshold_countdown 121 flap_detection_threshold_countdown FLAPDETECTION_THRESHOLDCOUNTDOWN FLAPDETECTIONTHRESHOLDCOUNTDOWN
            flap_detection.threshold_decrement 61 flap_detection_threshold_decrement FLAPDETECTION_THRESHOLDDECREMENT FLAPDETECTIONTHRESHOLDDECREMENT
            """;

    @TempDir
    private Path home;

    record Name(String key, String value, String olderKey, List<String> variables) {
        static Name of(String line) {
            List<String> words = List.of(line.split(" +"));
            return new Name(words.get(0), words.get(1), words.get(2), words.subList(3, words.size()));
        }

        @Override
        public String toString() {
            return key;
        }
    }

    static Stream<Name> names() {
        return NAMES.lines().map(Name::of);
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachSetsItsSetting(Name name) throws IOException {
        String written = effective(name.key(), nested(name.key(), name.value()), Map.of());
        assertThat(written).endsWith("config.yml:" + name.key().split("\\.").length);
        String value = written.substring(0, written.indexOf(" from "));
        assertThat(value).isNotEqualTo(standard(name.key()));
        if (!name.olderKey().equals("-")) {
            assertThat(effective(name.key(), name.olderKey() + ": " + name.value() + "\n", Map.of()))
                    .startsWith(value + " from ")
                    .endsWith("config.yml:1");
        }
        for (String variable : name.variables()) {
            assertThat(effective(name.key(), "", Map.of("CONFIGOR_" + variable, name.value())))
                    .isEqualTo(value + " from environment variable CONFIGOR_" + variable);
        }
    }

    private String standard(String key) throws IOException {
        String standard = effective(key, "", Map.of());
        return standard.substring(0, standard.indexOf(" from "));
    }

    /** {@code a.b: v} as sections, a line each. */
    private static String nested(String key, String value) {
        StringBuilder text = new StringBuilder();
        String[] parts = key.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            text.append("  ".repeat(i)).append(parts[i]).append(':');
            text.append(i == parts.length - 1 ? " " + value + "\n" : "\n");
        }
        return text.toString();
    }

    /** The value of a setting and where it comes from, in root's daemon. */
    private String effective(String key, String file, Map<String, String> environment) throws IOException {
        Path config = Files.writeString(home.resolve("config.yml"), file);
        Places places = new Places(
                Mode.SYSTEM,
                config,
                List.of(),
                home.resolve("data"),
                home.resolve("logs"),
                home.resolve("run"),
                home.resolve("plugins"),
                Path.of("/"));
        ConfigurationLoader.Result result = new ConfigurationLoader(places, environment, 1000).load();
        assertThat(result).as("%s", result).isInstanceOf(ConfigurationLoader.Result.Valid.class);
        return ((ConfigurationLoader.Result.Valid) result)
                .configuration().effective().stream()
                        .filter(line -> line.key().equals(key))
                        .map(line -> line.value() + " from " + line.source().replace(" (has no effect)", ""))
                        .findFirst()
                        .orElseThrow();
    }
}
