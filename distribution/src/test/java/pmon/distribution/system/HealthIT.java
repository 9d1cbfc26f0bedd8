package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Programs that are checked: what waits for them, and what becomes of one that lives but does not work. */
class HealthIT {
    private static final List<String> SUBTREE = List.of("B", "C", "D", "E");

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void initReturnsWhenAServerIsReadyAndItsDependentStartsOnlyThen() throws Exception {
        HttpServer server = HttpServer.onFreePort();
        home.startDaemon();
        home.processes("""
                {"processes": [
                  {"file": "%s", "name": "web", "args": ["-b", "127.0.0.1", "-p", "%d", "-d", "%s"],
                   "monitors": [{"name": "ready", "type": "http", "url": "http://127.0.0.1:%d/"}]},
                  {"file": "sleep", "name": "app", "args": ["1000"], "dependencies": ["web"]}]}
                """.formatted(server.program(), server.port(), home.work(), server.port()));
        home.pmon("init").succeeds();
        assertThat(server.status("/")).isEqualTo(200);
        assertThat(home.desc("web").get("health").asString()).isEqualTo("healthy");
        assertThat(home.desc("app").get("health").asString()).isEqualTo("none");
        assertThat(sequence("ready", "web")).isLessThan(sequence("started", "app"));
    }

    @Test
    void oneThatDoesNotBecomeReadyIsToldWithItsReason() throws Exception {
        home.startDaemon();
        home.processes("""
                {"processes": [{"file": "sleep", "name": "web", "args": ["1000"], "ready_timeout": "2s",
                  "monitors": [{"name": "ready", "type": "file", "path": "%s"}]}]}
                """.formatted(home.work().resolve("not-there")));
        Answer init = home.pmon("init");
        assertThat(init.code()).isEqualTo(6);
        assertThat(init.err())
                .contains("web is unhealthy: not ready within 2 s")
                .contains("not-there");
    }

    @Test
    void whatIsWrongWithAMonitorIsToldWithItsPlace() throws Exception {
        home.startDaemon();
        home.processes("""
                {"processes": [{"file": "sleep", "name": "web", "args": ["1000"], "monitors": [
                  {"type": "gopher"},
                  {"type": "tcp", "port": 70000}]}]}
                """);
        Answer init = home.pmon("init");
        assertThat(init.code()).isNotZero();
        assertThat(init.err())
                .contains("processes[0].monitors[0].type: nothing here provides \"gopher\"")
                .contains("there are ensuredir, exec, file, http, log, notify, port")
                .contains("processes[0].monitors[1]")
                .contains("70000");
        assertThat(home.json("ls")).isEmpty();
    }

    @Test
    void aFrozenServerIsNoticedAndReplaced() throws Exception {
        HttpServer server = HttpServer.onFreePort();
        home.startDaemon();
        home.processes("""
                {"processes": [
                  {"file": "%s", "name": "web", "args": ["-b", "127.0.0.1", "-p", "%d", "-d", "%s"],
                   "monitors": [
                     {"name": "ready", "type": "http", "url": "http://127.0.0.1:%d/"},
                     {"type": "http", "url": "http://127.0.0.1:%d/", "period": "200ms", "timeout": "2s",
                      "unhealthy_after": 1}]}]}
                """.formatted(server.program(), server.port(), home.work(), server.port(), server.port()));
        home.pmon("init").succeeds();
        long first = home.desc("web").get("pid").asLong();
        try (Following events = home.events()) {
            events.event("healthy", "web");
            home.pmon("signal", "web", "STOP").succeeds();
            assertThat(events.event("unhealthy", "web").get("cause").asString()).contains("http");
            events.event("ready", "web");
        }
        JsonNode web = home.desc("web");
        assertThat(web.get("pid").asLong()).isNotEqualTo(first);
        assertThat(web.get("restart_count").asInt()).isEqualTo(1);
        assertThat(server.status("/")).isEqualTo(200);
    }

    /** As in procmon's sample: B needs A, C and D need B, E needs D. */
    @Test
    void theSubtreeOfADeadProgramGoesDownAndComesBackInOrder() throws Exception {
        startFive("");
        long a = home.desc("A").get("pid").asLong();
        Map<String, Long> before = pids();
        home.live("B").kill();
        Await.until(
                "B to E run again",
                () -> pids().entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue() != 0 && !entry.getValue().equals(before.get(entry.getKey()))));
        assertThat(home.desc("A").get("pid").asLong()).as("A never blinks").isEqualTo(a);
        assertThat(home.desc("A").get("restart_count").asInt()).isZero();
        assertThat(last("exited", "E")).as("E goes first").isLessThan(last("exited", "D"));
        assertThat(last("exited", "D")).as("B waits").isLessThan(last("started", "B"));
        assertThat(last("exited", "C")).isLessThan(last("started", "B"));
        assertThat(last("started", "B")).isLessThan(last("started", "C"));
        assertThat(last("started", "D")).isLessThan(last("started", "E"));
    }

    @Test
    void aFrozenProgramsSubtreeIsRestarted() throws Exception {
        Path beat = home.work().resolve("beat");
        home.script("beating", "while :; do : > " + beat + "; sleep 0.1; done");
        startFive("""
                , "monitors": [{"type": "file", "path": "%s", "max_age": "2s", "period": "200ms",
                                "initial_delay": "1s", "unhealthy_after": 2}]
                """.formatted(beat));
        Map<String, Long> before = pids();
        home.pmon("signal", "D", "STOP").succeeds();
        Await.until("D and E are new", () -> {
            Map<String, Long> now = pids();
            return List.of("D", "E").stream()
                    .allMatch(name -> now.get(name) != 0 && !now.get(name).equals(before.get(name)));
        });
        assertThat(pids().get("B")).isEqualTo(before.get("B"));
        assertThat(pids().get("C")).isEqualTo(before.get("C"));
        assertThat(last("exited", "E")).isLessThan(last("started", "D"));
    }

    private void startFive(String ofD) throws Exception {
        Path five = home.script("five", "exec sleep 1000");
        Path beating =
                Files.exists(home.work().resolve("beating")) ? home.work().resolve("beating") : five;
        home.startDaemon();
        home.processes("""
                {"processes": [
                  {"file": "%1$s", "name": "A"},
                  {"file": "%1$s", "name": "B", "depends_on": {"A": {"on_failure": "restart"}}},
                  {"file": "%1$s", "name": "C", "depends_on": {"B": {"on_failure": "restart"}}},
                  {"file": "%2$s", "name": "D", "depends_on": {"B": {"on_failure": "restart"}}%3$s},
                  {"file": "%1$s", "name": "E", "depends_on": {"D": {"on_failure": "restart"}}}]}
                """.formatted(five, beating, ofD));
        home.pmon("init").succeeds();
    }

    private Map<String, Long> pids() throws Exception {
        Map<String, Long> pids = new TreeMap<>();
        for (JsonNode program : home.json("ls")) {
            if (SUBTREE.contains(program.get("name").asString())) {
                pids.put(program.get("name").asString(), program.get("pid").asLong(0));
            }
        }
        return pids;
    }

    /** The number of the first event of a type. */
    private long sequence(String type, String program) throws Exception {
        return home.pastEvents(program).stream()
                .filter(event -> event.get("type").asString().equals(type))
                .findFirst()
                .orElseThrow()
                .get("seq")
                .asLong();
    }

    /** The number of the newest one. */
    private long last(String type, String program) throws Exception {
        return home.pastEvents(program).reversed().stream()
                .filter(event -> event.get("type").asString().equals(type))
                .findFirst()
                .orElseThrow()
                .get("seq")
                .asLong();
    }
}
