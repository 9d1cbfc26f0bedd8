package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pmon.distribution.image.Interruptible;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A task file of the shape of procmon's sample: five servers, each the parent of the next, and four tasks that something else starts. */
class ProcmonIT {
    private static final List<String> NAMES = List.of("A", "B", "C", "D", "E");

    private final PmonHome home = PmonHome.create();
    private final Path log = home.work().resolve("procmon.log");
    private final Map<String, HttpServer> servers = new HashMap<>();
    private Process procmon;

    @BeforeEach
    void start() throws Exception {
        for (String name : NAMES) {
            servers.put(name, HttpServer.onFreePort());
        }
        Path file = Files.writeString(home.work().resolve("tasks.toml"), file());
        ProcessBuilder builder = new ProcessBuilder(Interruptible.command(
                        List.of(PmonHome.IMAGE.resolve("bin/procmon").toString(), file.toString())))
                .directory(home.work().toFile())
                .redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PMON") || name.contains("JAVA_"));
        builder.environment().put("PMON_HOME", home.directory().toString());
        builder.environment().put(PmonHome.MARK, home.work().toString());
        procmon = builder.start();
        for (String name : NAMES) {
            awaitEntries("ready", name, 1);
        }
    }

    @AfterEach
    void close() throws Exception {
        procmon.destroy();
        home.close();
    }

    private String file() {
        StringBuilder text = new StringBuilder("[env]\nHOST = \"127.0.0.1\"\n");
        servers.forEach((name, server) -> text.append("PORT_%s = \"%d\"\n".formatted(name, server.port())));
        text.append("[logger]\noutput = \"STDERR\"\nformat = \"json\"\nlevel = \"info\"\n");
        String parent = "";
        for (String name : NAMES) {
            text.append("""
                    [[task]]
                    name = "%1$s"
                    path = "%2$s"
                    args = ["-b", "$HOST", "-p", "$(PORT_%1$s)", "-d", "%3$s"]
                    stdout = "SUPPRESS"
                    stderr = "%1$s.log"
                    maxstartup = "45s"
                    maxshutdown = "2s"
                    %4$s
                      [[task.monitors]]
                      name = "health"
                      type = "http"
                      url = "http://$HOST:$PORT_%1$s/"
                      period = "2s"
                      timeout = "1s"
                      [[task.monitors]]
                      name = "ready"
                      type = "http"
                      url = "http://$HOST:$PORT_%1$s/"
                      timeout = "1s"
                    """.formatted(name, servers.get(name).program(), home.work(), parent));
            parent = "parent = \"" + name + "\"";
        }
        special(text, "hup", "signal = \"SIGHUP\"\n  shutdown = true");
        special(text, "usr1", "signal = \"USR1\"");
        special(text, "tick", "periodic = \"17s\"");
        special(text, "bye", "signal = \"INT\"\n  terminate = true");
        return text.toString();
    }

    private static void special(StringBuilder text, String name, String when) {
        text.append("""
                [[task]]
                name = "%1$s"
                path = "/bin/sh"
                args = ["-c", "echo %1$s"]
                stdout = "%1$s.out"
                  [task.specials]
                  %2$s
                """.formatted(name, when));
    }

    /** What the log has told so far, whole lines only. */
    private List<JsonNode> entries() throws Exception {
        String text = Files.readString(log);
        List<JsonNode> entries = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            entries.add(JsonMapper.shared().readTree(line));
        }
        return entries;
    }

    /** The tasks that something has been told of, in that order. */
    private List<String> told(String what, int from) throws Exception {
        List<JsonNode> all = entries();
        return all.subList(from, all.size()).stream()
                .filter(entry -> entry.path("msg").asString().equals(what))
                .map(entry -> entry.path("task").asString())
                .filter(name -> name.length() == 1)
                .toList();
    }

    private void awaitEntries(String what, String task, int count) throws Exception {
        Await.until(
                () -> count + " × " + what + " of " + task,
                () -> entries().stream()
                                .filter(entry -> entry.path("msg").asString().equals(what)
                                        && entry.path("task").asString().equals(task))
                                .count()
                        >= count);
    }

    private void signal(String name, long pid) throws Exception {
        home.run("kill", "-" + name, Long.toString(pid)).succeeds();
    }

    private long pid(String task) throws Exception {
        return home.desc(task).get("pid").asLong();
    }

    @Test
    void startsEachTaskOnceItsParentIsReady() throws Exception {
        assertThat(told("started", 0)).isEqualTo(NAMES);
        assertThat(told("ready", 0)).isEqualTo(NAMES);
        assertThat(servers.get("E").status("/")).isEqualTo(200);
        assertThat(home.work().resolve("E.log")).exists();
    }

    @Test
    void takesTheTasksBelowOneThatDiesAlong() throws Exception {
        long first = pid("A");
        int before = entries().size();
        signal("KILL", pid("B"));
        awaitEntries("ready", "E", 2);
        assertThat(told("exited", before)).containsExactly("B", "E", "D", "C");
        assertThat(told("started", before)).containsExactly("B", "C", "D", "E");
        assertThat(told("backoff", before))
                .as("only what has failed is delayed")
                .containsExactly("B");
        assertThat(pid("A")).isEqualTo(first);
    }

    @Test
    void noticesATaskThatLivesButDoesNotWork() throws Exception {
        long parent = pid("C");
        signal("STOP", pid("D"));
        awaitEntries("unhealthy", "D", 1);
        awaitEntries("ready", "E", 2);
        assertThat(pid("C")).isEqualTo(parent);
    }

    @Test
    void runsTasksForSignalsAndTimes() throws Exception {
        signal("USR1", procmon.pid());
        awaitEntries("exited", "usr1", 1);
        assertThat(told("exited", 0)).isEmpty();
        signal("HUP", procmon.pid());
        awaitEntries("ready", "E", 2);
        assertThat(told("exited", 0)).containsExactly("E", "D", "C", "B", "A");
        assertThat(told("started", 0).subList(5, 10)).isEqualTo(NAMES);
        awaitEntries("exited", "tick", 1);
        Await.until(
                "the processes are told",
                () -> entries().stream()
                        .anyMatch(entry -> entry.path("msg").asString().equals("pids") && entry.has("E")));
        signal("INT", procmon.pid());
        assertThat(procmon.waitFor(Await.BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(procmon.exitValue()).isZero();
        for (String task : List.of("usr1", "hup", "tick", "bye")) {
            assertThat(home.work().resolve(task + ".out")).content().startsWith(task + "\n");
        }
    }
}
