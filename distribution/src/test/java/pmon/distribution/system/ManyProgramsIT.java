package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * A crowd of programs: 200, or as many as {@code -Dpmon.it.programs=1000} says. How fast they are back is read from the events' own times,
 * so that a command that starts slowly on a busy machine does not count.
 */
@Isolated
class ManyProgramsIT {
    private static final int PROGRAMS = Integer.getInteger("pmon.it.programs", 200);
    private static final int KILLED = Math.max(50, PROGRAMS / 10);

    /** For all that were killed to run again, in the best of some rounds: a moment in which the machine is busy says nothing. */
    private static final Duration ALL_BACK = Duration.ofSeconds(1);

    private static final int ROUNDS = 3;

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
        Duration best = killSome(random, 1);
        for (int round = 2; round <= ROUNDS && best.compareTo(ALL_BACK) > 0; round++) {
            Duration time = killSome(random, round);
            best = time.compareTo(best) < 0 ? time : best;
        }
        assertThat(best).as("seed %s", seed).isLessThan(ALL_BACK);
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

    /** Kills some, waits until all run again, and tells how long the daemon took from the first exit to the last start. */
    private Duration killSome(Random random, int round) throws Exception {
        // A life of over a second is followed by a restart without delay.
        Await.until(
                "the youngest is a second old",
                () -> home.json("ls")
                        .valueStream()
                        .allMatch(program -> program.get("uptime_ms").asLong() > 1_000));
        long last = events(0).getLast().get("seq").asLong();
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
                .hasSize(PROGRAMS)
                .doesNotContainAnyElementsOf(victims)
                .containsAll(pids.subList(KILLED, PROGRAMS));
        List<JsonNode> events = events(last);
        return Duration.between(
                times(events, "exited").getFirst(), times(events, "started").getLast());
    }

    private Set<Long> pids() throws Exception {
        return home.json("ls")
                .valueStream()
                .map(program -> program.get("pid").asLong())
                .collect(Collectors.toSet());
    }

    private List<JsonNode> events(long after) throws Exception {
        return home.pmon("events", "--after", Long.toString(after), "--no-follow", "--json")
                .succeeds()
                .out()
                .lines()
                .map(Answer::parse)
                .toList();
    }

    private static List<Instant> times(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.get("type").asString().equals(type))
                .map(event -> Instant.parse(event.get("time").asString()))
                .toList();
    }

    private static String status(JsonNode program) {
        return program.get("status").asString();
    }
}
