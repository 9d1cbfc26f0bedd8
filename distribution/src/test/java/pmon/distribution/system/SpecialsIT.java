package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that are run when the daemon gets a signal. */
class SpecialsIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    private Live daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = home.startDaemon();
        home.processes("""
                {"processes": [
                  {"file": "sleep", "name": "db", "args": ["1000"]},
                  {"file": "sleep", "name": "web", "args": ["1000"], "dependencies": ["db"]},
                  {"file": "%s", "name": "renew", "on_signal": "HUP", "shutdown": true},
                  {"file": "%s", "name": "dump", "on_signal": "USR1"},
                  {"file": "%s", "name": "last", "on_signal": "INT", "terminate": true}]}
                """.formatted(telling("renew"), telling("dump"), telling("last")));
        home.pmon("init").succeeds();
    }

    @Test
    void aTaskIsRunForASignalBesideTheOthers() throws Exception {
        long web = home.desc("web").get("pid").asLong();
        try (Following events = home.events()) {
            signal("USR1");
            events.event("exited", "dump");
        }
        assertThat(told("dump")).as("db and web run").containsExactly("2");
        assertThat(home.desc("web").get("pid").asLong()).isEqualTo(web);
    }

    @Test
    void oneWithShutdownHasTheOthersOutOfTheWay() throws Exception {
        try (Following events = home.events()) {
            signal("HUP");
            events.event("closed", "web");
            events.event("closed", "db");
            events.event("exited", "renew");
            events.event("started", "db");
            events.event("started", "web");
        }
        assertThat(told("renew")).as("nothing else ran").containsExactly("0");
        assertThat(home.desc("web").get("status").asString()).isEqualTo("running");
        assertThat(home.desc("web").get("restart_count").asInt()).isZero();
    }

    @Test
    void oneWithTerminateIsTheDaemonsLast() throws Exception {
        signal("INT");
        Await.until("the daemon has ended", () -> !daemon.lives());
        assertThat(told("last")).as("the others still ran").containsExactly("2");
        assertThat(home.pmon("daemon", "status").code()).isEqualTo(3);
    }

    @Test
    void aSignalWithoutATaskDoesWhatItDoesWithoutTasks() throws Exception {
        signal("USR2");
        assertThat(home.desc("web").get("status").asString()).isEqualTo("running");
        assertThat(daemon.terminate()).isTrue();
        Await.until("the daemon has ended", () -> !daemon.lives());
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + daemon.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Writes how many sleeping programs of its daemon live while it runs. */
    private Path telling(String name) throws Exception {
        Path told = home.work().resolve(name + ".told");
        return home.script(
                name,
                "count=0",
                "for one in /proc/[0-9]*; do",
                "  case $(tr '\\0' ' ' <\"$one/cmdline\" 2>/dev/null) in",
                "    *'sleep 1000 ')",
                "      read -r pid name state parent rest <\"$one/stat\"",
                "      if [ \"$parent\" = $PPID ]; then",
                "        count=$((count + 1))",
                "      fi ;;",
                "  esac",
                "done",
                "echo $count >> " + told);
    }

    private List<String> told(String name) throws Exception {
        return Files.readAllLines(home.work().resolve(name + ".told"));
    }
}
