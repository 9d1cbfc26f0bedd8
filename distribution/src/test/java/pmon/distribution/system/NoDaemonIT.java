package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What commands do where no daemon runs. */
class NoDaemonIT {
    @AutoClose
    private static final PmonHome EMPTY = PmonHome.create();

    @AutoClose
    private final PmonHome home = PmonHome.create();

    static Stream<Refused> commandsThatNeedOne() {
        return Stream.of(
                        List.of("ls"),
                        List.of("desc", "web"),
                        List.of("stop", "web"),
                        List.of("del", "web"),
                        List.of("log", "web"),
                        List.of("logf", "web"),
                        List.of("kill"),
                        List.of("events"),
                        List.of("daemon", "status"),
                        List.of("exec", "/bin/true", "--no-autostart"),
                        List.of("restart", "web", "--no-autostart"),
                        List.of("--no-autostart", "start", "web"))
                .map(words -> new Refused(3, "no_daemon", "pmon daemon start", words));
    }

    @ParameterizedTest
    @MethodSource("commandsThatNeedOne")
    void othersFailWithAHint(Refused refused) throws Exception {
        refused.check(EMPTY);
        assertThat(EMPTY.directory()).doesNotExist();
    }

    @Test
    void stoppingNoneIsDone() throws Exception {
        assertThat(EMPTY.pmon("daemon", "stop").succeeds().out()).contains("no daemon is running");
        assertThat(EMPTY.json("daemon", "stop").get("stopped").asBoolean()).isFalse();
    }

    @Test
    void theVersionNeedsNone() throws Exception {
        assertThat(EMPTY.json("version").propertyNames()).contains("version", "java", "os", "ipc", "store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "start"})
    void commandsThatStartProgramsStartOneAndSaySo(String command) throws Exception {
        Answer answer = home.pmon(command, "web", "--json").failsWith(5);
        assertThat(answer.json().get("error").get("code").asString()).isEqualTo("unknown_process");
        assertThat(answer.err()).contains("no daemon is running").hasLineCount(1);
        assertThat(home.json("ls")).isEmpty();
        assertThat(home.daemon().status("NSsid"))
                .as("it leads a session of its own")
                .isEqualTo(Long.toString(home.daemon().pid()));
    }

    @Test
    void theConfigurationMayForbidToStartOne() throws Exception {
        home.configure("autostart_daemon: false");
        Refused.of(3, "no_daemon", "autostart_daemon is false", "exec", "/bin/true")
                .check(home);
        home.startDaemon();
        home.pmon("exec", "/bin/true", "-n").succeeds();
    }

    @Test
    void commandsAtTheSameMomentStartOneTogether() throws Exception {
        String sleep = home.script("sleeper", "exec sleep 1000").toString();
        String pmon = home.image().resolve("bin/pmon").toString();
        List<Following> commands = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            commands.add(home.followProgram(pmon, "exec", sleep, "--name", "s" + i));
        }
        for (Following command : commands) {
            try (command) {
                assertThat(command.exitCode()).as("%s", command).isZero();
            }
        }
        assertThat(home.json("ls")).hasSize(6);
        assertThat(home.started().stream().filter(Live::daemon)).hasSize(1);
    }

    @Test
    void aCommandThatComesWhileOneEndsStartsTheNext() throws Exception {
        String sleeper = home.script("sleeper", "exec sleep 1000").toString();
        for (int i = 0; i < 4; i++) {
            Live ending = home.startDaemon();
            ending.terminate();
            // It has said goodbye to its clients then, and may still hold its lock.
            Await.until(
                    "the endpoint is gone",
                    () -> Files.notExists(home.directory().resolve("run/endpoint")));
            JsonNode started = home.json("exec", sleeper, "--name", "s" + i);
            assertThat(home.daemon()).isNotEqualTo(ending);
            assertThat(new Live(started.get("pid").asLong()).lives()).isTrue();
            home.pmon("daemon", "stop").succeeds();
        }
    }

    @Test
    void whatAKilledDaemonLeftIsNotTakenForOne() throws Exception {
        Live daemon = home.startDaemon();
        daemon.kill();
        Await.until("it is gone", () -> !daemon.lives());
        assertThat(home.directory().resolve("run/endpoint")).exists();
        assertThat(home.listens()).exists();
        Refused.of(3, "no_daemon", "no daemon is running", "ls").check(home);
        home.pmon("daemon", "stop").succeeds();
        home.pmon("exec", "/bin/true", "-n").succeeds();
        assertThat(home.json("ls")).hasSize(1);
    }

    @Test
    void nothingIsLeftOfOneThatWasStopped() throws Exception {
        Live daemon = home.startDaemon();
        Path listens = home.listens();
        assertThat(listens).exists();
        assertThat(home.json("daemon", "stop").get("stopped").asBoolean()).isTrue();
        assertThat(home.directory().resolve("run/endpoint")).doesNotExist();
        assertThat(listens).doesNotExist();
        // The lock is the last that the kernel takes from a process that ends.
        Await.until("it is gone", () -> !daemon.lives());
        assertThat(Files.exists(home.directory().resolve("data/pmon.db-wal"))).isFalse();
    }
}
