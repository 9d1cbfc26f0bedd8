package pmon.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.daemon.document.Mistake;
import pmon.daemon.fixture.Monitors;

class RunFieldsTest {
    private static final long NOT_ROOT = 1000;

    @TempDir
    private Path home;

    @Test
    void withoutAnyOfThemItIsAService() {
        assertThat(run("p.yaml", "processes: [{file: /bin/web}]")).isEqualTo(RunSettings.DEFAULT);
    }

    @Test
    void readsThemAll() {
        assertThat(run("p.yaml", "processes: [{file: /bin/x, type: oneshot, prerun: [a, b]}]"))
                .isEqualTo(new RunSettings(RunSettings.Type.ONESHOT, List.of("a", "b"), null));
        assertThat(run("p.yaml", "processes: [{file: /bin/x, every: 17s, missed: run}]"))
                .isEqualTo(task(new Occasion.Every(Duration.ofSeconds(17), Missed.RUN)));
        assertThat(run("p.json", """
                {"processes": [{"file": "/bin/x", "cron": "30 2 * * *", "time_zone": "Europe/Berlin"}]}""")).isEqualTo(task(new Occasion.Cron("30 2 * * *", "Europe/Berlin", Missed.SKIP)));
        assertThat(run("p.toml", """
                [[Processes]]
                File = "/bin/x"
                OnSignal = "sighup"
                Shutdown = true
                Terminate = true
                """)).isEqualTo(task(new Occasion.OnSignal(Signal.HUP, true, true)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: sometimes|processes[0].type: \"sometimes\" is not allowed; use service, oneshot, task",
                "every: 17s, type: service|type: a service runs all the time; leave out type, or every",
                "every: soon|every: \"soon\" is not allowed",
                "every: 20ms|every: is too short; use 100ms or more",
                "every: 1s, cron: '* * * * *'|cron: stands beside every; a task has one of them",
                "cron: every day|cron: \"every day\" is no cron expression",
                "cron: '0 0 30 2 *'|cron: \"0 0 30 2 *\" never comes",
                "cron: '* * * * *', time_zone: Berlin|there is no time zone \"Berlin\"; use a name such as Europe/Berlin",
                "every: 1s, time_zone: UTC|time_zone: says something only beside cron",
                "missed: run|missed: says something only beside every or cron",
                "every: 1s, missed: maybe|missed: \"maybe\" is not allowed; use skip, run",
                "on_signal: KILL|on_signal: \"KILL\" is not allowed; use HUP, INT, TERM, USR1 or USR2",
                "shutdown: true|shutdown: says something only beside on_signal",
                "prerun: ['-x']|prerun: \"-x\" is no name of a program",
            })
    void whatIsWrongIsToldWithWhatIsAllowed(String keys, String message) {
        assertThat(mistakes("processes: [{file: /bin/x, " + keys + "}]")).contains(message);
    }

    private static RunSettings task(Occasion occasion) {
        return new RunSettings(RunSettings.Type.TASK, List.of(), occasion);
    }

    private RunSettings run(String name, String text) {
        return ((ProcessConfiguration.Result.Valid) read(name, text))
                .configuration()
                .entries()
                .getFirst()
                .command()
                .task()
                .run();
    }

    private String mistakes(String text) {
        return Mistake.text(((ProcessConfiguration.Result.Broken) read("p.yaml", text)).mistakes());
    }

    private ProcessConfiguration.Result read(String name, String text) {
        try {
            return ProcessConfiguration.read(Files.writeString(home.resolve(name), text), NOT_ROOT, Monitors.TYPES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
