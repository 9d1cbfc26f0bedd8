package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Programs that are not kept running: run once, before others, again and again, and when asked. */
class TasksIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void aTaskIsRunBeforeEachStartAndWhenAsked() throws Exception {
        home.startDaemon();
        home.processes("""
                {"processes": [
                  {"file": "sleep", "name": "web", "args": ["1000"], "prerun": ["migrate"]},
                  {"file": "%s", "name": "migrate", "type": "oneshot"}]}
                """.formatted(writing("migrate")));
        home.pmon("init").succeeds();
        assertThat(written("migrate")).hasSize(1);
        try (Following events = home.events()) {
            events.event("started", "web");
            home.live("web").kill();
            events.event("exited", "migrate");
            events.event("started", "web");
        }
        assertThat(written("migrate")).hasSize(2);
        JsonNode run = home.pmon("run-task", "migrate", "--json").succeeds().json();
        assertThat(run.get("status").asString()).isEqualTo("stopped");
        assertThat(written("migrate")).hasSize(3);
    }

    @Test
    void aTaskThatFailsIsToldWithItsOutput() throws Exception {
        home.startDaemon();
        Path broken = home.script("broken", "echo it broke; exit 3");
        home.processes("""
                {"processes": [
                  {"file": "%s", "name": "broken", "type": "task"},
                  {"file": "sleep", "name": "web", "args": ["1000"], "prerun": ["broken"]}]}
                """.formatted(broken));
        Answer init = home.pmon("init").failsWith(1);
        assertThat(init.err()).contains("cannot start web: broken, which is run first, failed: exit code 3");
        home.pmon("stop", "web").succeeds();
        Answer run = home.pmon("run-task", "broken").failsWith(1);
        assertThat(run.err()).contains("task broken ended with exit code 3").contains("it broke");
        home.pmon("exec", "sleep", "--args", "1000", "--name", "plain").succeeds();
        home.pmon("run-task", "plain").failsWith(2);
        home.pmon("run-task", "nobody").failsWith(5);
    }

    @Test
    void aPeriodicTaskIsRunAgainAndAgainAlsoByTheNextDaemon() throws Exception {
        home.startDaemon();
        home.processes("""
                {"processes": [{"file": "%s", "name": "tick", "every": "700ms"}]}
                """.formatted(writing("tick")));
        try (Following events = home.events()) {
            home.pmon("init").succeeds();
            events.event("exited", "tick");
            events.event("exited", "tick");
        }
        JsonNode task = home.json("tasks").get(0);
        assertThat(task.get("name").asString()).isEqualTo("tick");
        assertThat(Instant.parse(task.get("next").asString()))
                .isAfter(Instant.parse(task.get("last").asString()));
        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
        home.startDaemon();
        int before = written("tick").size();
        Await.until("a further run", () -> written("tick").size() > before);
        Await.until(
                "a look between two runs",
                () -> home.desc("tick").get("explanation").asString().contains("; run every 700ms, next at "));
        home.pmon("stop", "tick").succeeds();
        assertThat(home.json("tasks").get(0).get("next").isNull()).isTrue();
    }

    @Test
    void aCronTaskKnowsItsNextRun() throws Exception {
        home.startDaemon();
        home.processes("""
                {"processes": [{"file": "true", "name": "nightly", "cron": "0,30 2 * * *", "time_zone": "Europe/Berlin"}]}
                """);
        home.pmon("init").succeeds();
        Instant next = Instant.parse(home.json("tasks").get(0).get("next").asString());
        assertThat(next).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(26)));
        assertThat(home.json("tasks").get(0).get("last").isNull()).isTrue();
        home.pmon("run-task", "nightly").succeeds();
        assertThat(home.json("tasks").get(0).get("last").isNull()).isFalse();
        assertThat(home.json("tasks").get(0).get("when").asString()).isEqualTo("at 0,30 2 * * * Europe/Berlin");
        assertThat(home.pmon("tasks").succeeds().out()).contains("nightly", "exit code 0");
    }

    @Test
    void aWrongScheduleIsRefusedWithWhatIsAllowed() throws Exception {
        home.processes("""
                {"processes": [{"file": "true", "cron": "every day"}, {"file": "true", "name": "x", "every": "1s", "type": "service"}]}
                """);
        Answer check = home.pmon(
                        "config",
                        "--check",
                        home.directory().resolve("process.config.json").toString())
                .failsWith(2);
        assertThat(check.err() + check.out())
                .contains("\"every day\" is no cron expression")
                .contains("a service runs all the time");
    }

    @Test
    void nothingIsStartedBeforeItsPrologueHolds() throws Exception {
        home.startDaemon();
        Path needed = home.work().resolve("needed");
        home.processes("""
                {"processes": [{"file": "sleep", "name": "web", "args": ["1000"], "restart": {"initial_delay": "100ms"},
                  "monitors": [{"name": "there", "role": "prologue", "type": "file", "path": "%s"}]}]}
                """.formatted(needed));
        Answer init = home.pmon("init").failsWith(6);
        assertThat(init.err()).contains("cannot start web: its prologue does not hold: there: ");
        Files.createFile(needed);
        try (Following events = home.events()) {
            home.pmon("reset", "web").succeeds();
            events.event("started", "web");
        }
        assertThat(home.desc("web").get("status").asString()).isEqualTo("running");
    }

    private Path writing(String name) throws Exception {
        return home.script(name, "echo run >> " + home.work().resolve(name + ".runs"));
    }

    private List<String> written(String name) throws Exception {
        return Files.readAllLines(home.work().resolve(name + ".runs"));
    }
}
