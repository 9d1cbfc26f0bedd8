package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import pmon.distribution.image.Parts;
import tools.jackson.databind.JsonNode;

/**
 * A crowd of programs: 200, or as many as {@code -Dpmon.it.programs=1000} says. How soon they are back {@code benchmarks/run idle} measures:
 * here it would say how busy the machine is.
 */
@Isolated
class ManyProgramsIT {
    private static final int PROGRAMS = Integer.getInteger("pmon.it.programs", 200);
    private static final int KILLED = Math.max(50, PROGRAMS / 10);

    private static final int ROUNDS = 2;

    /** The pool that virtual threads run on, which grows and shrinks with the load. */
    private static final int THREADS_THAT_COME_AND_GO = 12;

    /** H2 and Chronicle are Java, whose classes and pages count as well. */
    private static final int MEBIBYTES = Parts.present("store-h2") || Parts.present("ipc-chronicle") ? 130 : 100;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void allAreStartedKilledAtRandomBackAndStopped() throws Exception {
        Path sleeper = home.script("sleeper", "exec sleep 100000");
        home.pmon("exec", sleeper.toString(), "--name", "p0").succeeds();
        Live daemon = home.daemon();
        int threads = daemon.threads();
        startAll(sleeper);
        assertThat(home.json("ls").valueStream().map(ManyProgramsIT::status))
                .hasSize(PROGRAMS)
                .containsOnly("running");
        assertThat(home.pmon("ls").succeeds().out().lines()).hasSize(PROGRAMS + 4);

        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 1; round <= ROUNDS; round++) {
            killSome(random, round, "seed " + seed);
        }
        assertThat(daemon.threads()).as("no thread per program").isLessThan(threads + THREADS_THAT_COME_AND_GO);
        assertThat(daemon.residentMebibytes()).isLessThan(MEBIBYTES);

        assertThat(home.json("kill")).hasSize(PROGRAMS);
        assertThat(home.started()).containsExactly(daemon);
        assertThat(home.json("ls").valueStream().map(ManyProgramsIT::status)).containsOnly("stopped");
    }

    /** Over one connection, because as many commands would mostly measure how long a JVM takes to start. */
    private void startAll(Path program) throws Exception {
        if (!Parts.present("ipc-socket")) {
            for (int i = 1; i < PROGRAMS; i++) {
                home.pmon("exec", program.toString(), "--name", "p" + i).succeeds();
            }
        } else {
            startAllOverTheSocket(program);
        }
        Await.until(
                "all run",
                () -> home.json("ls")
                        .valueStream()
                        .allMatch(process -> status(process).equals("running")));
    }

    private void startAllOverTheSocket(Path program) throws Exception {
        try (RawClient client = RawClient.welcomed(home)) {
            for (int i = 1; i < PROGRAMS; i++) {
                client.send(RawClient.ASK, """
                        {"exec":{"command":{"file":"%s","name":"p%d","caller_directory":"/","caller_environment":{"%s":"%s"}},
                        "completion":{"until_done":false}}}""".formatted(program, i, PmonHome.MARK, home.work()));
                assertThat(client.receive().json().propertyNames()).containsExactly("processes");
            }
        }
    }

    /** Kills some, and waits until all run again: those and no others are new. */
    private void killSome(Random random, int round, String seed) throws Exception {
        // A life of over a second is followed by a restart without delay.
        Await.until(
                "the youngest is a second old",
                () -> home.json("ls")
                        .valueStream()
                        .allMatch(program -> program.get("uptime_ms").asLong() > 1_000));
        List<Long> pids = new ArrayList<>(pids());
        Collections.shuffle(pids, random);
        List<Long> victims = pids.subList(0, KILLED);
        victims.forEach(pid -> new Live(pid).kill());
        Await.until(
                "all run again",
                () -> home.json("ls")
                                .valueStream()
                                .filter(program -> status(program).equals("running"))
                                .mapToInt(
                                        program -> program.get("restart_count").asInt())
                                .sum()
                        == KILLED * round);
        assertThat(pids())
                .as(seed)
                .hasSize(PROGRAMS)
                .doesNotContainAnyElementsOf(victims)
                .containsAll(pids.subList(KILLED, PROGRAMS));
    }

    private Set<Long> pids() throws Exception {
        return home.json("ls")
                .valueStream()
                .map(program -> program.get("pid").asLong())
                .collect(Collectors.toSet());
    }

    private static String status(JsonNode program) {
        return program.get("status").asString();
    }
}
