package pmon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import pmon.bench.contender.Contender;
import pmon.bench.contender.Session;
import pmon.bench.program.Starts.Start;
import pmon.bench.report.Samples;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.Signals;
import pmon.bench.system.Unmeasured;

/** SIGKILL of a supervised program that has lived over a second until its successor's {@code main} is reached. */
final class Restart implements Benchmark {
    /** Killed in turn, so that living a second costs little time. */
    private static final int PROGRAMS = 20;

    /** Everybody counts a shorter life as a failed start. */
    private static final Duration LIFE = Duration.ofMillis(1100);

    /** Between two kills, at random below this: the daemon is to be idle, and no phase of a timer preferred. */
    private static final Duration CALM = Duration.ofMillis(60);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double MEDIAN_LIMIT = 3e6;
    private static final double TAIL_LIMIT = 20e6;

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Map<String, Outcome<Samples>> outcomes = arena.each("restart", contender -> measure(arena, contender));
        Table table = new Table("restart after SIGKILL", "median", "p99", "min", "max", "rounds", "to pmon's median");
        Arena.fill(
                table,
                outcomes,
                (name, samples) -> table.row(
                        name,
                        Text.time(samples.median()),
                        Text.time(samples.tail()),
                        Text.time(samples.min()),
                        Text.time(samples.max()),
                        Integer.toString(samples.count()),
                        toPmon(outcomes, samples)));
        return table + targets(outcomes);
    }

    private static Samples measure(Arena arena, Contender contender)
            throws IOException, InterruptedException, Unmeasured {
        try (Session session = arena.open(contender, PROGRAMS)) {
            // One that takes a second is measured a second a round.
            boolean slow = contender.name().equals("supervisor");
            int rounds = PROGRAMS * (arena.quick() ? 2 : 10);
            return rounds(session, slow ? rounds / 10 + 1 : rounds);
        }
    }

    private static Samples rounds(Session session, int rounds) throws InterruptedException, Unmeasured {
        RandomGenerator random = RandomGenerator.getDefault();
        List<Long> nanos = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            int program = round % PROGRAMS + 1;
            Start start = session.starts().latest().get(program);
            long pause = random.nextLong(CALM.toNanos());
            long young = start.nanos() + LIFE.toNanos() - System.nanoTime();
            Thread.sleep(Duration.ofNanos(Math.max(pause, young)));
            long killed = Signals.kill(start.pid());
            Start successor = session.starts().await(program, killed, PATIENCE);
            nanos.add(successor.nanos() - killed);
        }
        return Samples.of(nanos);
    }

    private static String toPmon(Map<String, Outcome<Samples>> outcomes, Samples samples) {
        return outcomes.get("pmon") instanceof Outcome.Measured<Samples>(Samples pmon)
                ? Text.ratio(samples.median(), pmon.median())
                : "–";
    }

    private static String targets(Map<String, Outcome<Samples>> outcomes) {
        if (!(outcomes.get("pmon") instanceof Outcome.Measured<Samples>(Samples pmon))) {
            return "";
        }
        return "\n"
                + new Target("median under 3 ms", pmon.median(), MEDIAN_LIMIT, Text.time(pmon.median())) + "; "
                + new Target("99th percentile under 20 ms", pmon.tail(), TAIL_LIMIT, Text.time(pmon.tail())) + ".\n";
    }
}
