package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of programs whose daemon is killed. */
class TakeoverIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    private Path sleeper;

    @BeforeEach
    void makeProgram() throws Exception {
        sleeper = home.script("sleeper", "echo begins", "exec sleep 1000");
    }

    @Test
    void theyGoOnAndAreTakenOverAsTheyAre() throws Exception {
        List<Live> before = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            home.pmon("exec", sleeper.toString(), "--name", name).succeeds();
        }
        home.pmon("restart", "b").succeeds();
        home.pmon("stop", "c").succeeds();
        for (String name : List.of("a", "b")) {
            before.add(home.live(name));
        }
        String startedAt = home.desc("a").get("started_at").asString();
        killDaemon();
        assertThat(before).allMatch(Live::lives);

        home.startDaemon();
        assertThat(home.live("a")).isEqualTo(before.get(0));
        assertThat(home.live("b")).isEqualTo(before.get(1));
        assertThat(home.desc("a").get("restart_count").asInt()).isZero();
        assertThat(home.desc("b").get("restart_count").asInt()).isEqualTo(1);
        assertThat(home.desc("a").get("started_at").asString()).isEqualTo(startedAt);
        assertThat(home.desc("c").get("status").asString()).isEqualTo("stopped");
        assertThat(home.pastEvents("a").getLast().get("type").asString()).isEqualTo("adopted");
        assertThat(Files.readString(home.log("a"))).as("no second copy").isEqualTo("begins\n");

        home.pmon("stop", "all").succeeds();
        assertThat(before).noneMatch(Live::lives);
    }

    @Test
    void anAdoptedProgramIsKeptAliveLikeOthers() throws Exception {
        home.pmon("exec", sleeper.toString(), "--name", "a").succeeds();
        Live first = home.live("a");
        killDaemon();
        home.startDaemon();
        try (Following events = home.events()) {
            events.event("adopted", "a");
            first.kill();
            events.event("exited", "a");
            events.event("started", "a");
        }
        JsonNode again = home.desc("a");
        assertThat(again.get("pid").asLong()).isNotEqualTo(first.pid());
        assertThat(again.get("restart_count").asInt()).isEqualTo(1);
    }

    @Test
    void whatEndedMeanwhileIsNoticed() throws Exception {
        home.pmon("exec", sleeper.toString(), "--name", "kept").succeeds();
        home.pmon("exec", sleeper.toString(), "--name", "once", "--no-autorestart")
                .succeeds();
        Live kept = home.live("kept");
        Live once = home.live("once");
        killDaemon();
        kept.kill();
        once.kill();
        Await.until("both are dead", () -> !kept.lives() && !once.lives());

        home.startDaemon();
        Await.until("it runs", () -> home.desc("kept").get("status").asString().equals("running"));
        JsonNode restarted = home.desc("kept");
        assertThat(restarted.get("pid").asLong()).isNotEqualTo(kept.pid());
        assertThat(restarted.get("restart_count").asInt()).isEqualTo(1);
        JsonNode failed = home.desc("once");
        assertThat(failed.get("status").asString()).isEqualTo("failed");
        // The kernel tells strangers from Linux 6.15 on, once the new parent has reaped it.
        JsonNode exit = failed.get("exit");
        String known = exit.has("signal") ? exit.get("signal").asString() : "unknown";
        assertThat(known).isIn("SIGKILL", "unknown");
        assertThat(failed.get("explanation").asString()).contains(known);
    }

    @Test
    void aTreeTakenOverIsStoppedWhole() throws Exception {
        Path tree =
                home.script("tree", "sh -c 'echo $$ >deaf.pid; trap \"\" TERM; while :; do sleep 1; done' &", "wait");
        home.pmon("exec", tree.toString(), "--stop-timeout", "300ms").succeeds();
        Path file = home.work().resolve("deaf.pid");
        Await.until(
                "its child", () -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        killDaemon();
        home.startDaemon();
        home.pmon("stop", "tree").succeeds();
        assertThat(new Live(Long.parseLong(Files.readString(file).strip())).lives())
                .isFalse();
    }

    @Test
    void oneThatWaitedForItsNextTryIsTriedAgain() throws Exception {
        // A busy machine takes longer than the usual 50 ms to see its end.
        home.configure("wait:", "  start_grace: 10s");
        Path crashing = home.script("crashing", "exit 4");
        home.pmon("exec", crashing.toString(), "--initial-delay", "1h", "--max-delay", "1h")
                .failsWith(1);
        try (Following events = home.events()) {
            events.event("backoff", "crashing");
        }
        killDaemon();
        home.script("crashing", "exec sleep 1000");
        home.startDaemon();
        Await.until(
                "it runs", () -> home.desc("crashing").get("status").asString().equals("running"));
    }

    @Test
    void whatDependsOnOneThatEndedMeanwhileIsRestartedWithIt() throws Exception {
        startTwo("");
        Live db = home.live("db");
        Live app = home.live("app");
        Live other = home.live("other");
        killDaemon();
        db.kill();
        Await.until("it is dead", () -> !db.lives());

        home.startDaemon();
        home.pmon("wait", "app", "db", "--for", "running").succeeds();
        Await.until("app is restarted", () -> !app.lives() && running("app"));
        assertThat(home.desc("app").get("restart_count").asInt()).isEqualTo(1);
        assertThat(home.desc("db").get("restart_count").asInt()).isEqualTo(1);
        assertThat(home.live("other")).isEqualTo(other);
        assertThat(home.pastEvents("app").stream()
                        .map(event -> event.get("type").asString()))
                .contains("cascaded");
    }

    @Test
    void aCascadeThatWasUnderWayIsFinished() throws Exception {
        home.script("deaf", "trap '' TERM", "while :; do sleep 0.1; done");
        startTwo(", \"stop_timeout\": \"3s\"");
        Live db = home.live("db");
        Live app = home.live("app");
        try (Following events = home.events()) {
            db.kill();
            events.event("cascaded", "app");
        }
        killDaemon();
        assertThat(app.lives()).isTrue();

        home.startDaemon();
        Await.until("both are restarted", () -> running("db") && running("app") && !app.lives());
        assertThat(home.desc("app").get("restart_count").asInt()).isEqualTo(1);
        assertThat(home.live("db")).isNotEqualTo(db);
    }

    /** A program, one that goes along with it, and one that has nothing to do with them. */
    private void startTwo(String ofApp) throws Exception {
        Path deaf = home.work().resolve("deaf");
        home.startDaemon();
        home.processes("""
                {"processes": [
                  {"file": "%1$s", "name": "db"}, {"file": "%1$s", "name": "other"},
                  {"file": "%2$s", "name": "app", "depends_on": {"db": {"on_failure": "restart"}}%3$s}]}
                """.formatted(sleeper, Files.exists(deaf) ? deaf : sleeper, ofApp));
        home.pmon("init").succeeds();
    }

    private boolean running(String name) throws Exception {
        return home.desc(name).get("status").asString().equals("running");
    }

    @Test
    void manyKillsLoseNothing() throws Exception {
        for (String name : List.of("a", "b", "c", "d")) {
            home.pmon("exec", sleeper.toString(), "--name", name).succeeds();
        }
        List<Long> before = pids();
        for (int i = 0; i < 5; i++) {
            killDaemon();
            home.startDaemon();
        }
        assertThat(pids()).isEqualTo(before);
        assertThat(home.started().stream().filter(Live::daemon)).hasSize(1);
    }

    private List<Long> pids() throws Exception {
        return home.json("ls")
                .valueStream()
                .map(program -> program.get("pid").asLong())
                .toList();
    }

    private void killDaemon() throws Exception {
        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
    }
}
