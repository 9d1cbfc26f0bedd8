package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The daemon as its user sees it: how it starts, that it is alone, and how it ends. */
class DaemonIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    private final String pmond = home.image().resolve("bin/pmond").toString();

    @Test
    void inTheForegroundItSaysWhenItIsReadyAndEndsOnSignals() throws Exception {
        for (String signal : new String[] {"TERM", "INT"}) {
            try (Following daemon = home.followProgram(pmond)) {
                daemon.await("ready", line -> line.equals("ready"));
                assertThat(home.daemon().pid()).isEqualTo(daemon.process().pid());
                home.run(
                                "/bin/kill",
                                "-" + signal,
                                Long.toString(daemon.process().pid()))
                        .succeeds();
                assertThat(daemon.exitCode()).isZero();
            }
            home.pmon("ls").failsWith(3);
        }
    }

    @Test
    void detachedItIsReadyWhenTheCommandReturns() throws Exception {
        Answer started = home.run(pmond, "--detach").succeeds();
        assertThat(started.out() + started.err()).isEmpty();
        assertThat(home.json("ls")).isEmpty();
        JsonNode status = home.json("daemon", "status");
        assertThat(status.propertyNames()).contains("pid", "version", "uptime_ms", "socket", "programs");
        assertThat(Path.of(status.get("socket").asString().replaceFirst("^[a-z]+:", "")))
                .exists();
        assertThat(Files.readString(home.directory().resolve("run/endpoint")).strip())
                .isEqualTo(status.get("socket").asString());
        Live daemon = home.daemon();
        assertThat(daemon.status("SigIgn")).as("it can be interrupted").matches("\\w*[014589cd]");
    }

    @Test
    void aSecondOneIsRefused() throws Exception {
        Live first = home.startDaemon();
        for (String[] options : new String[][] {{}, {"--detach"}}) {
            Answer second = home.run(pmond, options).failsWith(4);
            assertThat(second.err()).contains("another pmond", Long.toString(first.pid()), "pmon daemon stop");
            assertThat(second.out()).isEmpty();
        }
        Refused.of(4, "second_daemon", "already running", "daemon", "start").check(home);
        assertThat(home.daemon()).isEqualTo(first);
    }

    @Test
    void whatItKeepsIsPrivate() throws Exception {
        home.pmon("exec", "/bin/true", "-n").succeeds();
        for (String directory : new String[] {"data", "logs", "run"}) {
            Path path = home.directory().resolve(directory);
            assertThat(permissions(path)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.walk(path).skip(1)) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(permissions(file)).endsWith("------"));
            }
        }
    }

    @Test
    void whenItEndsProgramsAreClosedAndComeBackWithTheNext() throws Exception {
        String sleeper = home.script("sleeper", "exec sleep 1000").toString();
        for (String name : new String[] {"a", "b", "stopped"}) {
            home.pmon("exec", sleeper, "--name", name).succeeds();
        }
        home.pmon("restart", "a").succeeds();
        home.pmon("stop", "stopped").succeeds();
        Live a = home.live("a");
        Live daemon = home.daemon();
        try (Following events = home.events()) {
            events.event("started", "stopped");
            assertThat(daemon.terminate()).isTrue();
            events.event("closed", "a");
        }
        Await.until("it is gone", () -> !daemon.lives());
        assertThat(a.lives()).isFalse();
        assertThat(home.started()).isEmpty();

        home.startDaemon();
        Await.until(
                "they run",
                () -> home.json("ls")
                                .valueStream()
                                .filter(program ->
                                        program.get("status").asString().equals("running"))
                                .count()
                        == 2);
        assertThat(home.desc("a").get("restart_count").asInt())
                .as("no restart of its own")
                .isEqualTo(1);
        assertThat(home.desc("a").get("id").asInt()).isEqualTo(1);
        assertThat(home.desc("stopped").get("status").asString()).isEqualTo("stopped");
        assertThat(home.pastEvents("a").stream().map(event -> event.get("type").asString()))
                .containsSubsequence("started", "stopping", "exited", "closed", "started");
    }

    @Test
    void stoppingItWaitsForItsPrograms() throws Exception {
        home.configure("stop:", "  timeout: 300ms");
        Path deaf = home.script("deaf", "trap '' TERM", "echo ready", "while :; do sleep 1; done");
        home.pmon("exec", deaf.toString()).succeeds();
        Await.until("it is deaf", () -> Files.readString(home.log("deaf")).contains("ready"));
        Live program = home.live("deaf");
        home.pmon("daemon", "stop").succeeds();
        assertThat(program.lives()).isFalse();
    }

    @Test
    void unknownOptionsAreRefused() throws Exception {
        assertThat(home.run(pmond, "--detahc").failsWith(2).err()).contains("--detahc", "Usage");
        assertThat(home.run(pmond, "--version").succeeds().out()).contains("pmond ");
        assertThat(home.directory()).doesNotExist();
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
