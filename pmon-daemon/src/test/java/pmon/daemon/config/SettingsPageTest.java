package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation says what the table of settings says. To write it: {@code -Dtest.jvm.flags=-Dpmon.docs=write}. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");

    @ParameterizedTest
    @CsvSource({"settings", "names"})
    void thePageHasTheTable(String part) throws IOException {
        String table = part.equals("settings") ? SettingsPage.table() : SettingsPage.names();
        String begin = "<!-- " + part + ": written by SettingsPageTest -->\n";
        String end = "<!-- end of " + part + " -->";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        if ("write".equals(System.getProperty("pmon.docs"))) {
            page = page.substring(0, from) + table + page.substring(to);
            Files.writeString(PAGE, page);
            to = from + table.length();
        }
        assertThat(page.substring(from, to)).isEqualTo(table);
    }

    @Test
    void everySettingIsDocumentedAndUnique() {
        assertThat(Settings.all()).allSatisfy(setting -> {
            assertThat(setting.meaning()).endsWith(".");
            assertThat(setting.standardText()).isNotEmpty();
        });
        assertThat(Settings.all().stream()
                        .flatMap(setting -> Stream.concat(Stream.of(setting.key()), setting.olderKeys().stream())))
                .doesNotHaveDuplicates();
        assertThat(Settings.all().stream()
                        .flatMap(setting ->
                                Stream.concat(setting.variables().stream(), setting.olderVariables().stream())))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyVariableOfPmon3SetsSomething() {
        // The lists of pmon3 1.16 and 1.18, and what its rule for names adds.
        List<String> variables = Arrays.asList("""
                DATADIR LOGSDIR LOGLEVEL HANDLEINTERRUPTS INITIALIZATIONPERIOD PROCESSMONITORINTERVAL
                FLAPDETECTIONENABLED FLAPDETECTIONTHRESHOLDRESTARTED FLAPDETECTIONTHRESHOLDCOUNTDOWN
                FLAPDETECTIONTHRESHOLDDECREMENT CMDEXECRESPONSEWAIT IPCCONNECTIONWAIT DEPENDENTPROCESSENQUEUEDWAIT
                ONPROCESSRESTARTEXEC ONPROCESSFAILUREEXEC POSIXMESSAGEQUEUEDIR SHMEMDIR MESSAGEQUEUEUSER
                MESSAGEQUEUEGROUP APPSCONFIGFILE
                PROCESSCONFIGFILE WAIT_CMDEXECRESPONSE WAIT_IPCCONNECTION WAIT_DEPENDENTPROCESSENQUEUED
                PERMISSIONS_USER PERMISSIONS_GROUP PERMISSIONS_DIRECTORYMODE PERMISSIONS_FILEMODE LOGS_DIRECTORY
                LOGS_USER LOGS_GROUP LOGS_DIRECTORYMODE LOGS_FILEMODE DATA_DIRECTORY DATA_USER DATA_GROUP
                DATA_DIRECTORYMODE DATA_FILEMODE MESSAGEQUEUE_DIRECTORY MESSAGEQUEUE_DIRECTORY_SHMEM
                MESSAGEQUEUE_DIRECTORY_POSIXMQ MESSAGEQUEUE_NAMESUFFIX MESSAGEQUEUE_USER MESSAGEQUEUE_GROUP
                MESSAGEQUEUE_DIRECTORYMODE MESSAGEQUEUE_FILEMODE EVENTHANDLER_PROCESSRESTART
                EVENTHANDLER_PROCESSFAILURE FLAPDETECTION_ISENABLED FLAPDETECTION_THRESHOLDRESTARTED
                FLAPDETECTION_THRESHOLDCOUNTDOWN FLAPDETECTION_THRESHOLDDECREMENT
                EVENTHANDLING_PROCESSRESTART EVENTHANDLING_PROCESSFAILURE EVENTHANDLING_PROCESSBACKOFF DISABLERELOADS
                """.strip().split("\\s+"));
        assertThat(Settings.all().stream()
                        .flatMap(setting ->
                                Stream.concat(setting.variables().stream(), setting.olderVariables().stream())))
                .containsAll(variables.stream().map(name -> "CONFIGOR_" + name).toList());
    }

    @Test
    void everyKeyOfPmon3IsASetting() {
        List<String> keys = Arrays.asList("""
                data_dir logs_dir log_level handle_interrupts process_monitor_interval initialization_period
                flap_detection_enabled flap_detection_threshold_restarted flap_detection_threshold_countdown
                flap_detection_threshold_decrement cmd_exec_response_wait ipc_connection_wait
                dependent_process_enqueued_wait on_process_restart_exec on_process_failure_exec posix_mq_dir shmem_dir
                mq_user mq_group apps_config_file
                disable_reloads process_config_file wait.cmd_exec_response wait.ipc_connection
                wait.dependent_process_enqueued permissions.user permissions.group permissions.directory_mode
                permissions.file_mode logs.directory logs.user logs.group logs.directory_mode logs.file_mode
                data.directory data.user data.group data.directory_mode data.file_mode
                message_queue.directory.shmem message_queue.directory.posix_mq message_queue.name_suffix
                message_queue.user message_queue.group message_queue.directory_mode message_queue.file_mode
                event_handling.process_restart event_handling.process_failure event_handling.process_backoff
                flap_detection.is_enabled flap_detection.threshold_restarted flap_detection.threshold_countdown
                flap_detection.threshold_decrement
                """.strip().split("\\s+"));
        assertThat(Settings.all().stream()
                        .flatMap(setting -> Stream.concat(Stream.of(setting.key()), setting.olderKeys().stream())))
                .containsAll(keys);
    }
}
