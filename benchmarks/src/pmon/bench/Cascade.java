package pmon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.bench.contender.Contender;
import pmon.bench.contender.Pmon;
import pmon.bench.contender.PmonTree;
import pmon.bench.contender.Session;
import pmon.bench.program.Starts.Start;
import pmon.bench.report.Samples;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.Signals;
import pmon.bench.system.Unmeasured;

/** A program that dies and takes fifty along: from its death until all have been stopped and run again. */
final class Cascade implements Benchmark {
    private static final int DEPENDENTS = 50;
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longer than restart.min_uptime, so that no restart is delayed for having lived too short. */
    private static final Duration LIFE = Duration.ofMillis(1_100);

    @Override
    public String name() {
        return "cascade";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Map<String, Outcome<Samples>> outcomes = arena.each("cascade", contender -> measure(arena, contender));
        Table table = new Table("root with " + DEPENDENTS + " dependents dies", "median", "min", "max", "rounds");
        Arena.fill(
                table,
                outcomes,
                (name, samples) -> table.row(
                        name,
                        Text.time(samples.median()),
                        Text.time(samples.min()),
                        Text.time(samples.max()),
                        Integer.toString(samples.count())));
        return table + target(outcomes);
    }

    private static Samples measure(Arena arena, Contender contender)
            throws IOException, InterruptedException, Unmeasured {
        if (!(contender instanceof Pmon pmon)) {
            throw new Unmeasured("it restarts nothing because of something else");
        }
        List<Long> nanos = new ArrayList<>();
        try (Session session = arena.open(new PmonTree(pmon), DEPENDENTS + 1)) {
            for (int round = 0; round < (arena.quick() ? 3 : 20); round++) {
                Thread.sleep(LIFE);
                Start root = session.starts().latest().get(1);
                long killed = Signals.kill(root.pid());
                nanos.add(session.starts().awaitAll(DEPENDENTS + 1, killed, PATIENCE) - killed);
            }
        }
        return Samples.of(nanos);
    }

    private static String target(Map<String, Outcome<Samples>> outcomes) {
        if (!(outcomes.get("pmon") instanceof Outcome.Measured<Samples>(Samples pmon))) {
            return "";
        }
        return "\n"
                + new Target(
                        "all run again within 500 ms", pmon.max(), LIMIT.toNanos(), Text.time(pmon.max()) + " at most")
                + ".\n";
    }
}
