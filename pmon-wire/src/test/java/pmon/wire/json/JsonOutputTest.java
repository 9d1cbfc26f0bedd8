package pmon.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.Status;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.wire.ProgramSamples;
import pmon.wire.Samples;

/** Scripts rely on every character of this. */
class JsonOutputTest {
    private static final String FULL = "{\"id\":7,\"name\":\"web\",\"pid\":4194304,\"status\":\"running\","
            + "\"restart_count\":3,\"user\":\"www-data\",\"cpu_percent\":12.5,\"memory_bytes\":52428800,"
            + "\"uptime_ms\":61250,\"created_at\":\"2026-03-01T12:00:31.250Z\","
            + "\"updated_at\":\"2026-03-01T12:00:31.251Z\",\"started_at\":\"2026-03-01T12:00:32.250Z\","
            + "\"exit\":{\"signal\":\"SIGKILL\",\"at\":\"2026-03-01T12:00:31.250Z\"},\"health\":\"healthy\","
            + "\"process_file\":\"/srv/web/bin/server\",\"args\":[\"--port\",\"8080\",\"\"],"
            + "\"env_vars\":{\"\":\"empty\",\"A\":\"ä \\\"1\\\"\",\"B\":\"2\"},\"cwd\":\"/srv/web\","
            + "\"log\":\"/var/log/pmon3/web.log\",\"auto_restart\":true,\"dependencies\":[\"db\"],"
            + "\"groups\":[\"front\",\"all\"],\"explanation\":\"running for 1 minute\","
            + "\"next_start_at\":\"2026-03-01T12:01:01.250Z\",\"log_dropped_bytes\":9223372036854775807,"
            + "\"problems\":[\"the disk is full\"]}";
    private static final String BARE = "{\"id\":2147483647,\"name\":\"job\",\"pid\":null,\"status\":\"stopped\","
            + "\"restart_count\":0,\"user\":\"root\",\"cpu_percent\":null,\"memory_bytes\":null,"
            + "\"uptime_ms\":null,\"created_at\":\"0000-01-01T00:00:00.000Z\","
            + "\"updated_at\":\"9999-12-31T23:59:59.999Z\",\"started_at\":null,\"exit\":null,\"health\":\"none\","
            + "\"process_file\":\"/bin/true\",\"args\":[],\"env_vars\":{},\"cwd\":\"/\",\"log\":null,"
            + "\"auto_restart\":false,\"dependencies\":[],\"groups\":[],\"explanation\":\"\","
            + "\"next_start_at\":null,\"log_dropped_bytes\":0,\"problems\":[]}";
    private static final StreamItem.LogLine LINE = new StreamItem.LogLine("web", "/l/web.log", "a\tb");

    private final StringBuilder printed = new StringBuilder();
    private final JsonOutput out = new JsonOutput(printed);

    @Test
    void printsAProcessWithAllFieldsInOrder() throws IOException {
        out.process(ProgramSamples.fullView());
        assertThat(printed).hasToString(FULL + "\n");
    }

    @Test
    void printsMissingValuesAsNull() throws IOException {
        out.process(ProgramSamples.bareView());
        assertThat(printed).hasToString(BARE + "\n");
    }

    @Test
    void printsAListOneProcessALine() throws IOException {
        out.processes(List.of(ProgramSamples.fullView(), ProgramSamples.bareView()));
        assertThat(printed).hasToString("[\n" + FULL + ",\n" + BARE + "\n]\n");
    }

    @Test
    void printsAnEmptyListOnOneLine() throws IOException {
        out.processes(List.of());
        assertThat(printed).hasToString("[]\n");
    }

    @Test
    void printsEventsOneALine() throws IOException {
        ProcessEvent exited = new ProcessEvent(
                12,
                Samples.TIME,
                ProcessEvent.Type.EXITED,
                "web",
                7,
                3,
                Status.RUNNING,
                Status.BACKOFF,
                "exit code 1",
                77,
                new ExitStatus.Exited(1, Samples.TIME));
        ProcessEvent deleted = new ProcessEvent(
                13, Samples.TIME, ProcessEvent.Type.DELETED, "web", 7, 3, null, null, "root asked", null, null);
        String first = "{\"seq\":12,\"time\":\"2026-03-01T12:00:31.250Z\",\"type\":\"exited\",\"process\":\"web\","
                + "\"id\":7,\"generation\":3,\"from\":\"running\",\"to\":\"backoff\",\"cause\":\"exit code 1\","
                + "\"pid\":77,\"exit\":{\"code\":1,\"at\":\"2026-03-01T12:00:31.250Z\"}}";
        String second = "{\"seq\":13,\"time\":\"2026-03-01T12:00:31.250Z\",\"type\":\"deleted\",\"process\":\"web\","
                + "\"id\":7,\"generation\":3,\"from\":null,\"to\":null,\"cause\":\"root asked\","
                + "\"pid\":null,\"exit\":null}";
        out.event(exited);
        out.event(deleted);
        assertThat(printed).hasToString(first + "\n" + second + "\n");
        printed.setLength(0);
        out.events(List.of(exited, deleted));
        assertThat(printed).hasToString("[\n" + first + ",\n" + second + "\n]\n");
    }

    @Test
    void printsLogLines() throws IOException {
        out.logLine(LINE);
        out.logLines(List.of(LINE));
        String line = "{\"file\":\"/l/web.log\",\"line\":\"a\\tb\"}";
        assertThat(printed).hasToString(line + "\n[\n" + line + "\n]\n");
    }

    @Test
    void printsATextAsOneDocument() throws IOException {
        out.text("a\nb\t\"c\"");
        assertThat(printed).hasToString("{\"text\":\"a\\nb\\t\\\"c\\\"\"}\n");
    }

    @Test
    void printsTheDaemon() throws IOException {
        out.daemon(new Response.Daemon(42, "1.0.0", 1234, "/run/pmon3/pmon.sock", 3));
        assertThat(printed)
                .hasToString("{\"pid\":42,\"version\":\"1.0.0\",\"uptime_ms\":1234,"
                        + "\"socket\":\"/run/pmon3/pmon.sock\",\"programs\":3}\n");
    }

    @Test
    void printsGroupsWithTheNamesOfTheirProcesses() throws IOException {
        out.groups(List.of(Samples.group()));
        out.group(Samples.group());
        String group = "{\"id\":1,\"name\":\"front\",\"processes\":[\"web\",\"proxy\"]}";
        assertThat(printed).hasToString("[\n" + group + "\n]\n" + group + "\n");
    }

    @Test
    void printsAGroupWithItsProcessesInFull() throws IOException {
        String group = "{\"id\":1,\"name\":\"front\",\"processes\":[" + FULL + "," + BARE + "]}";
        out.group(Samples.groupDetail());
        out.groupDetails(List.of(Samples.groupDetail()));
        assertThat(printed).hasToString(group + "\n[\n" + group + "\n]\n");
    }

    @Test
    void printsAPlan() throws IOException {
        out.plan(Samples.plan());
        assertThat(printed)
                .hasToString("{\"added\":[\"a\"],\"updated\":[\"u\"],\"restarted\":[\"r\"],"
                        + "\"unchanged\":[\"same\",\"still\"],\"removed\":[\"x\"]}\n");
    }

    @Test
    void printsTheStartOrder() throws IOException {
        out.startOrder(Samples.startOrder());
        assertThat(printed)
                .hasToString("{\"queue_order\":[\"db\",\"web\",\"alone\"],\"dependency_order\":[\"db\",\"web\"],"
                        + "\"problems\":[\"web depends on itself\"]}\n");
    }

    @Test
    void printsSettings() throws IOException {
        out.settings(List.of(Samples.setting()));
        assertThat(printed)
                .hasToString("[\n{\"key\":\"stop.timeout\",\"value\":\"5s\","
                        + "\"source\":\"/etc/pmon3/config/config.yml:3\"}\n]\n");
    }

    @Test
    void printsTheVersion() throws IOException {
        out.version(
                new Frozen.VersionInfo("1.0.0", "25.0.3", "Linux", List.of("socket"), "sqlite", "linux"),
                new ImageParts(
                        List.of("socket", "tcp+tls"), List.of("h2", "sqlite"), List.of("linux"), List.of("webhook")));
        assertThat(printed)
                .hasToString("{\"version\":\"1.0.0\",\"java\":\"25.0.3\",\"os\":\"Linux\",\"ipc\":[\"socket\"],"
                        + "\"store\":\"sqlite\",\"kernel\":\"linux\",\"image\":{\"ipc\":[\"socket\",\"tcp+tls\"],"
                        + "\"store\":[\"h2\",\"sqlite\"],\"kernel\":[\"linux\"],\"plugins\":[\"webhook\"]}}\n");
    }

    @Test
    void printsAnErrorWithoutWhatItDoesNotHave() throws IOException {
        out.error(ErrorCode.UNKNOWN_PROCESS, "no program is named \"x\"");
        assertThat(printed)
                .hasToString(
                        "{\"error\":{\"code\":\"unknown_process\",\"message\":\"no program is named \\\"x\\\"\"}}\n");
    }

    @Test
    void printsAFailedStartWithItsExitAndLog() throws IOException {
        out.error(new Response.Failed(
                ErrorCode.START_FAILED,
                "cannot start web",
                new ExitStatus.Signaled(11, Samples.TIME),
                List.of("one", "two")));
        assertThat(printed)
                .hasToString("{\"error\":{\"code\":\"start_failed\",\"message\":\"cannot start web\","
                        + "\"exit\":{\"signal\":\"SIGSEGV\",\"at\":\"2026-03-01T12:00:31.250Z\"},"
                        + "\"log_tail\":[\"one\",\"two\"]}}\n");
    }
}
