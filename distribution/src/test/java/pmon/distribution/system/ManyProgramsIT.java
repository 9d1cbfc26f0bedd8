package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/**
 * A crowd of programs: 200, or as many as {@code -Dpmon.it.programs=1000} says. What has to be fast is measured by events' own times, so
 * that a command that starts slowly on a busy machine does not count.
 */
@Isolated
class ManyProgramsIT {
    private static final int PROGRAMS = Integer.getInteger("pmon.it.programs", 200);
    private static final int KILLED = PROGRAMS / 4;

    /** For all that were killed to run again, counted from the first of them; ten times what an idle machine needs. */
    private static final Duration ALL_BACK = Duration.ofSeconds(1);

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void allAreStartedKilledAtRandomBackAndStopped() throws Exception {
        Path sleeper = home.script("sleeper", "exec sleep 100000");
        home.pmon("exec", sleeper.toString(), "--name", "p0").succeeds();
        Live daemon = home.daemon();
        int threads = daemon.threads();
        startAll(sleeper);
        JsonNode listed = home.json("ls");
        assertThat(listed).hasSize(PROGRAMS);
        assertThat(listed.valueStream().map(program -> program.get("status").asString()))
                .containsOnly("running");
        assertThat(home.pmon("ls").succeeds().out().lines()).hasSize(PROGRAMS + 4);

        List<Long> pids = new ArrayList<>(
                listed.valueStream().map(program -> program.get("pid").asLong()).toList());
        // A life of over a second is followed by a restart without delay.
        Await.until(
                "the youngest is a second old",
                () -> home.json("ls")
                        .valueStream()
                        .allMatch(program -> program.get("uptime_ms").asLong() > 1_000));
        long seed = System.nanoTime();
        Collections.shuffle(pids, new Random(seed));
        List<Long> victims = pids.subList(0, KILLED);
        long before = System.nanoTime();
        victims.forEach(pid -> new Live(pid).kill());
        long killed = System.nanoTime() - before;
        Await.until("all run again (seed " + seed + ")", () -> restarted() == KILLED);
        assertThat(timeToReturn()).isLessThan(ALL_BACK.plusNanos(killed));

        JsonNode again = home.json("ls");
        Set<Long> now = new HashSet<>(
                again.valueStream().map(program -> program.get("pid").asLong()).toList());
        assertThat(now).hasSize(PROGRAMS).doesNotContainAnyElementsOf(victims);
        assertThat(now).containsAll(pids.subList(KILLED, PROGRAMS));
        assertThat(daemon.threads()).as("no thread per program").isLessThan(threads + 12);
        assertThat(rssMebibytes(daemon)).isLessThan(100);

        assertThat(home.json("kill")).hasSize(PROGRAMS);
        assertThat(home.started()).containsExactly(daemon);
        assertThat(home.json("ls")
                        .valueStream()
                        .map(program -> program.get("status").asString()))
                .containsOnly("stopped");
    }

    /** Commands of a script that does not wait for one before it calls the next. */
    private void startAll(Path program) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 1; i < PROGRAMS; i++) {
                String name = "p" + i;
                answers.add(callers.submit(() -> home.pmon("exec", program.toString(), "--name", name, "--no-wait")));
            }
            for (Future<Answer> answer : answers) {
                answer.get().succeeds();
            }
        }
        Await.until(
                "all run",
                () -> home.json("ls")
                        .valueStream()
                        .allMatch(process -> process.get("status").asString().equals("running")));
    }

    private long restarted() throws Exception {
        return home.json("ls")
                .valueStream()
                .filter(program -> program.get("restart_count").asInt() == 1
                        && program.get("status").asString().equals("running"))
                .count();
    }

    /** From the first exit that was noticed to the last start, by the daemon's clock. */
    private Duration timeToReturn() throws Exception {
        List<JsonNode> events = home.pmon("events", "--after", "0", "--no-follow", "--json")
                .succeeds()
                .out()
                .lines()
                .map(Answer::parse)
                .toList();
        var first = events.stream()
                .filter(event -> event.get("type").asString().equals("exited"))
                .map(event -> Instant.parse(event.get("time").asString()))
                .min(Instant::compareTo)
                .orElseThrow();
        var last = events.stream()
                .filter(event -> event.get("type").asString().equals("started"))
                .map(event -> Instant.parse(event.get("time").asString()))
                .max(Instant::compareTo)
                .orElseThrow();
        return Duration.between(first, last);
    }

    private static long rssMebibytes(Live process) {
        return Long.parseLong(process.status("VmRSS").replaceAll("\\D", "")) / 1024;
    }
}
