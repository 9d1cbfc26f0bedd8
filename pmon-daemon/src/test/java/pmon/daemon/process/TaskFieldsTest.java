package pmon.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.api.process.Check;
import pmon.api.process.DependencyTerms;
import pmon.api.process.MonitorSpec;
import pmon.api.process.TaskSettings;
import pmon.api.process.WrittenValue;
import pmon.api.protocol.ExecCommand;
import pmon.daemon.document.Mistake;
import pmon.daemon.fixture.Monitors;

class TaskFieldsTest {
    private static final long NOT_ROOT = 1000;

    @TempDir
    private Path home;

    private ProcessConfiguration.Result read(String name, String text) {
        try {
            return ProcessConfiguration.read(Files.writeString(home.resolve(name), text), NOT_ROOT, Monitors.TYPES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExecCommand command(String name, String text) {
        return ((ProcessConfiguration.Result.Valid) read(name, text))
                .configuration()
                .entries()
                .getFirst()
                .command();
    }

    private String mistakes(String text) {
        return Mistake.text(((ProcessConfiguration.Result.Broken) read("p.yaml", text)).mistakes())
                .replace(home + "/", "");
    }

    private String ofMonitor(String lines) {
        return mistakes("processes:\n- file: /bin/web\n  monitors:\n  - " + lines.replace("\n", "\n    ") + "\n");
    }

    @Test
    void readsMonitorsAndTerms() {
        ExecCommand read = command("p.yaml", """
                processes:
                - file: /bin/web
                  dependencies: [cache]
                  depends_on:
                    db: {condition: healthy, on_failure: restart}
                    cache:
                  ready_timeout: 5s
                  monitors:
                  - {name: ready, type: ping, target: here, period: 50ms}
                  - type: ping
                    target: there
                    headers: {X: "1"}
                    retry: 3
                    jitter: 10%
                    unhealthy_after: 2
                """);

        assertThat(read.dependencies()).containsExactly("cache", "db");
        assertThat(read.task())
                .isEqualTo(new TaskSettings(
                        List.of(
                                new MonitorSpec(
                                        "ready",
                                        MonitorSpec.Role.READY,
                                        ping("here"),
                                        Duration.ofMillis(50),
                                        null,
                                        null,
                                        0,
                                        1,
                                        null),
                                new MonitorSpec(
                                        "ping",
                                        MonitorSpec.Role.ALIVE,
                                        new Check.Retry(
                                                3,
                                                new Check.Single(
                                                        "ping",
                                                        Map.of(
                                                                "target",
                                                                new WrittenValue.Text("there"),
                                                                "headers",
                                                                new WrittenValue.Table(Map.of("X", "1"))))),
                                        null,
                                        null,
                                        null,
                                        10,
                                        1,
                                        2)),
                        Duration.ofSeconds(5),
                        Map.of(
                                "db",
                                new DependencyTerms(
                                        DependencyTerms.Condition.HEALTHY, DependencyTerms.OnFailure.RESTART),
                                "cache",
                                DependencyTerms.PLAIN)));
    }

    private static Check ping(String target) {
        return new Check.Single("ping", Map.of("target", new WrittenValue.Text(target)));
    }

    @Test
    void composesChecks() {
        ExecCommand read = command("p.json", """
                {"processes": [{"file": "/bin/web", "monitors": [
                  {"any": [{"type": "ping", "target": "a"}, {"not": {"type": "ping", "target": "b"}}]}]}]}
                """);

        assertThat(read.task().monitors())
                .containsExactly(new MonitorSpec(
                        "any", MonitorSpec.Role.ALIVE, new Check.Any(List.of(ping("a"), new Check.Not(ping("b"))))));
    }

    @Test
    void readsCamelCaseInToml() {
        ExecCommand read = command("p.toml", """
                [[Processes]]
                  File = "/bin/web"
                  ReadyTimeout = "3s"
                  DependsOn = ["db"]
                  [[Processes.Monitors]]
                    Type = "ping"
                    Target = "here"
                    InitialDelay = "1s"
                """);

        assertThat(read.task().readyTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(read.dependencies()).containsExactly("db");
        assertThat(read.task().monitors().getFirst().initialDelay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void saysWhatTypesThereAre() {
        assertThat(ofMonitor("type: pong"))
                .isEqualTo("p.yaml:4:11: processes[0].monitors[0].type: nothing here provides \"pong\";"
                        + " did you mean ping?; there are ping");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                type: ping|monitors[0].target: has to be set: text
                type: ping;target: ' '|monitors[0]: target is blank
                type: ping;target: x;sise: 3|monitors[0].sise: there is no such key; did you mean size?
                type: ping;target: x;peroid: 3s|monitors[0].peroid: there is no such key; did you mean period?
                type: ping;target: x;size: big|monitors[0].size: "big" is not allowed; use a whole number
                type: ping;target: x;pause: 3|monitors[0].pause: "3" is not allowed; use a duration such as
                type: ping;target: [x, y]|monitors[0].target: takes text
                type: ping;target: x;period: 1ms|monitors[0].period: "1ms" is not allowed; use a duration
                type: ping;target: x;jitter: 101|monitors[0].jitter: "101" is not allowed; use a whole number from 0 to 100
                type: ping;target: x;healthy_after: 0|monitors[0].healthy_after: "0" is not allowed; use a whole number from 1
                type: ping;target: x;role: live|monitors[0].role: "live" is not allowed; use ready, alive or prologue
                type: ping;target: x;retry: 0|monitors[0].retry: takes a whole number from 1
                type: ping;target: x;retry: 2;role: ready|monitors[0].retry: forgives failures
                type: ping;target: x;all: []|monitors[0]: has type and all; write one of them
                all: []|monitors[0].all: needs at least one check
                any: [{type: pong}]|monitors[0].any[0].type: nothing here provides "pong"
                not: 3|monitors[0].not: is no check
                name: x|monitors[0]: has no type; write one of ping, or all, any or not
                """)
    void saysWhatIsWrongAndWhere(String lines, String message) {
        assertThat(ofMonitor(lines.replace(";", "\n"))).contains("processes[0]." + message);
    }

    @Test
    void doesNotShowASecretThatIsWrong() {
        assertThat(ofMonitor("type: ping\ntarget: x\ntoken: [hunter2]"))
                .contains("token: takes text")
                .doesNotContain("hunter2");
    }

    @Test
    void wantsMonitorsToHaveDistinctNames() {
        assertThat(mistakes("""
                processes:
                - file: /bin/web
                  monitors:
                  - {type: ping, target: a}
                  - {type: ping, target: b}
                """)).contains("monitors[1]: another monitor is called ping; give it a name");
    }

    @Test
    void saysWhatTermsThereAre() {
        assertThat(mistakes("""
                processes:
                - file: /bin/web
                  depends_on:
                    db: {condition: alive, on_failur: stop}
                """))
                .contains("depends_on.db.condition: \"alive\" is not allowed; use started, ready, healthy")
                .contains("depends_on.db.on_failur: there is no such key; did you mean on_failure?");
    }
}
