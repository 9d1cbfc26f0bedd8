package pmon.wire.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.PendingEnd;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.ShortLives;
import pmon.api.process.Signal;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.wire.ProgramSamples;
import pmon.wire.Samples;

class DocumentsTest {
    /** A document from before there were settings of execution: whatever changes, it must be read like this. */
    private static final String FIRST = "{\"id\":7,\"spec\":{\"name\":\"web\",\"file\":\"/srv/web\","
            + "\"args\":[\"-p\",\"80\"],\"env_vars\":{\"A\":\"1\",\"B\":\"2\"},\"inherited_env\":{\"PATH\":\"/bin\"},"
            + "\"cwd\":\"/srv\",\"user\":{\"name\":\"www-data\",\"uid\":33,\"gid\":33,\"groups\":[33,4294967294],"
            + "\"home\":\"/var/www\",\"shell\":\"/usr/sbin/nologin\"},\"log\":\"/var/log/web.log\","
            + "\"auto_restart\":false,\"restart\":{\"min_uptime_ms\":2000,\"initial_delay_ms\":null,"
            + "\"max_delay_ms\":60000},\"stop\":{\"signal\":\"INT\",\"timeout_ms\":500},"
            + "\"dependencies\":[\"db\"],\"groups\":[\"front\"]},\"goal\":\"up\",\"status\":\"running\",\"generation\":4,"
            + "\"restart_count\":3,\"instance\":{\"pid\":4711,\"start_ticks\":123456789012,\"boot_id\":\"b-1\"},"
            + "\"started_at\":\"2026-03-01T12:00:31.250Z\","
            + "\"exit\":{\"code\":1,\"at\":\"2026-03-01T12:00:31.250Z\"},\"reason\":\"restarted after exit code 1\","
            + "\"created_at\":\"2026-03-01T12:00:31.250Z\",\"updated_at\":\"2026-03-01T12:00:31.250Z\"}";

    /** The same, as it is written now. */
    private static final String PRESENT = FIRST.replace(
                    "\"groups\":[\"front\"]}",
                    "\"groups\":[\"front\"],\"execution\":{\"env_file\":null,\"success_exit_codes\":[],"
                            + "\"umask\":null,\"nice\":null,\"limits\":{}}}")
            .replaceFirst("}$", ",\"applied\":null}");

    @Test
    void writesAndReadsTheGoldenDocument() throws DocumentException {
        assertThat(Documents.encode(record())).isEqualTo(PRESENT);
        assertThat(Documents.decodeProcess(PRESENT)).isEqualTo(record());
        assertThat(Documents.decodeProcess(FIRST)).isEqualTo(record());
    }

    @Test
    void keepsWhatEndedTooSoon() throws DocumentException {
        String document = PRESENT.replaceFirst(
                "}$",
                ",\"short_lives\":{\"count\":5,\"since\":\"2026-03-01T12:00:31.250Z\",\"cause\":\"exit code 1\"}}");
        ProcessRecord read = Documents.decodeProcess(document);
        assertThat(read.shortLives()).isEqualTo(new ShortLives(5, Samples.TIME, "exit code 1"));
        assertThat(Documents.encode(read)).isEqualTo(document);
    }

    @Test
    void keepsSettingsOfExecutionAndWhatWasApplied() throws DocumentException {
        String document = PRESENT.replaceFirst(
                        "\"execution\":\\{.*?}}",
                        "\"execution\":{\"env_file\":\"/srv/env\",\"success_exit_codes\":[0,255],\"umask\":511,"
                                + "\"nice\":-20,\"limits\":{"
                                + "\"core\":{\"soft\":9223372036854775807,\"hard\":9223372036854775807},"
                                + "\"nofile\":{\"soft\":0,\"hard\":-1}},\"kill_mode\":\"group\"}")
                .replace("\"applied\":null", "\"applied\":\"abc\"");
        ProcessRecord read = Documents.decodeProcess(document);
        assertThat(read.spec().execution()).isEqualTo(ProgramSamples.fullExecution());
        assertThat(read.applied()).isEqualTo("abc");
        assertThat(Documents.encode(read)).isEqualTo(document);
    }

    @Test
    void missingFieldsGetTheirDefaults() throws DocumentException {
        String oldest = "{\"id\":1,\"spec\":{\"name\":\"job\",\"file\":\"/bin/true\","
                + "\"user\":{\"name\":\"root\",\"uid\":0,\"gid\":0}}}";
        ProcessSpec spec = new ProcessSpec(
                new ProcessName("job"),
                "/bin/true",
                List.of(),
                Map.of(),
                Map.of(),
                "/",
                new Account("root", 0, 0, List.of(), "/", "/bin/sh"),
                "/dev/null",
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of(),
                List.of());
        ProcessRecord expected = new ProcessRecord(
                1, spec, Goal.DOWN, Status.STOPPED, 0, 0, null, null, null, "", Instant.EPOCH, Instant.EPOCH);
        assertThat(Documents.decodeProcess(oldest)).isEqualTo(expected);
        assertThat(Documents.decodeProcess(Documents.encode(expected))).isEqualTo(expected);
    }

    @Test
    void keepsWhetherItWasReady() throws DocumentException {
        String ready = PRESENT.replaceFirst("}$", ",\"ready\":true}");
        assertThat(Documents.decodeProcess(ready).ready()).isTrue();
        assertThat(Documents.encode(Documents.decodeProcess(ready))).isEqualTo(ready);
        assertThat(Documents.decodeProcess(PRESENT).ready()).isFalse();
    }

    @Test
    void keepsWhetherTheDaemonEndsWithIt() throws DocumentException {
        String last = PRESENT.replaceFirst("}$", ",\"last\":true}");
        assertThat(Documents.decodeProcess(last).last()).isTrue();
        assertThat(Documents.encode(Documents.decodeProcess(last))).isEqualTo(last);
        assertThat(Documents.decodeProcess(PRESENT).last()).isFalse();
    }

    @Test
    void keepsTheEndThatItIsAboutToComeTo() throws DocumentException {
        String ending = PRESENT.replaceFirst(
                "}$", ",\"pending_end\":{\"cause\":\"restarted by root\",\"counted\":true,\"unhealthy\":false}}");
        assertThat(Documents.decodeProcess(ending).pendingEnd())
                .isEqualTo(new PendingEnd("restarted by root", true, false));
        assertThat(Documents.encode(Documents.decodeProcess(ending))).isEqualTo(ending);
        assertThat(Documents.decodeProcess(PRESENT).pendingEnd()).isNull();
    }

    @Test
    void keepsWhatItIsRestartedBecauseOf() throws DocumentException {
        String following = PRESENT.replaceFirst("}$", ",\"follows\":[3,5]}");
        assertThat(Documents.decodeProcess(following).follows()).containsExactly(3, 5);
        assertThat(Documents.encode(Documents.decodeProcess(following))).isEqualTo(following);
        assertThat(Documents.decodeProcess(PRESENT).follows()).isEmpty();
    }

    @Test
    void fieldsOfANewerPmonArePassedOver() throws DocumentException {
        String newer = FIRST.replace("\"file\":", "\"sandbox\":{\"deep\":[1,2]},\"file\":")
                .replace("{\"id\":7", "{\"x\":[{}],\"id\":7");
        assertThat(Documents.decodeProcess(newer)).isEqualTo(record());
    }

    @Test
    void keepsGroupsByTheirIds() throws DocumentException {
        GroupsDocument groups = new GroupsDocument(12, new TreeMap<>(Map.of(2, "front", 11, "back")));
        String document = "{\"next_id\":12,\"groups\":{\"2\":\"front\",\"11\":\"back\"}}";
        assertThat(Documents.encode(groups)).isEqualTo(document);
        assertThat(Documents.decodeGroups(document)).isEqualTo(groups);
        assertThat(Documents.decodeGroups("{}")).isEqualTo(new GroupsDocument(1, new TreeMap<>()));
        assertThatThrownBy(() -> Documents.decodeGroups("{\"groups\":{\"x\":\"front\"}}"))
                .hasMessage("field \"x\" of groups: expected a number as its name");
    }

    static List<ProcessEvent> events() {
        return Samples.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsTheEventsItWrites(ProcessEvent event) throws DocumentException {
        assertThat(Documents.decodeEvent(Documents.encode(event))).isEqualTo(event);
    }

    @Test
    void missingFieldsOfEventsGetTheirDefaults() throws DocumentException {
        String oldest = "{\"seq\":1,\"time\":\"2026-03-01T12:00:31.250Z\",\"type\":\"started\",\"process\":\"web\"}";
        assertThat(Documents.decodeEvent(oldest))
                .isEqualTo(new ProcessEvent(
                        1, Samples.TIME, ProcessEvent.Type.STARTED, "web", 0, 0, null, null, "", null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | process document: there is nothing",
                "[] | process document: expected an object",
                "{\"spec\":{}} | field \"name\" of spec: missing",
                "{\"id\":\"7\"} | field \"id\" of record: expected a whole number",
                "{\"status\":\"dancing\"} | field \"status\" of record: unknown word \"dancing\"",
                "{\"instance\":{}} | field \"pid\" of instance: missing",
                "{\"spec\":{\"user\":{\"name\":\"x\"}}} | field \"uid\" of user: missing"
            })
    void saysWhatIsWrongWhere(String document, String message) {
        assertThatThrownBy(() -> Documents.decodeProcess(document))
                .isInstanceOf(DocumentException.class)
                .hasMessage(message);
    }

    @Test
    void aBadNameInADocumentIsItsError() {
        assertThatThrownBy(() -> Documents.decodeProcess(FIRST.replace("\"web\"", "\"../web\"")))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("process document: bad name \"../web\"");
    }

    private static ProcessRecord record() {
        ProcessSpec spec = new ProcessSpec(
                new ProcessName("web"),
                "/srv/web",
                List.of("-p", "80"),
                Map.of("B", "2", "A", "1"),
                Map.of("PATH", "/bin"),
                "/srv",
                new Account("www-data", 33, 33, List.of(33L, 4_294_967_294L), "/var/www", "/usr/sbin/nologin"),
                "/var/log/web.log",
                false,
                new RestartSettings(Duration.ofSeconds(2), null, Duration.ofMinutes(1)),
                new StopSettings(Signal.INT, Duration.ofMillis(500)),
                List.of("db"),
                List.of("front"));
        return new ProcessRecord(
                7,
                spec,
                Goal.UP,
                Status.RUNNING,
                4,
                3,
                new ProcessIdentity(4711, 123_456_789_012L, "b-1"),
                Samples.TIME,
                new ExitStatus.Exited(1, Samples.TIME),
                "restarted after exit code 1",
                Samples.TIME,
                Samples.TIME);
    }
}
