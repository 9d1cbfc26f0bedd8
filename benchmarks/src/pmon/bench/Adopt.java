package pmon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.bench.contender.Contender;
import pmon.bench.contender.Session;
import pmon.bench.report.Samples;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.Unmeasured;

/** A daemon that is killed while a thousand programs run: when does the next one have them all and accept commands? */
final class Adopt implements Benchmark {
    private static final int PROGRAMS = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Until everything about the programs is recorded and they are in their control groups. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "adopt";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Map<String, Outcome<Samples>> outcomes = arena.each("adopt", contender -> measure(arena, contender));
        Table table = new Table("take over " + PROGRAMS + " programs", "median", "max");
        Arena.fill(
                table,
                outcomes,
                (name, samples) -> table.row(name, Text.time(samples.median()), Text.time(samples.max())));
        return table + target(outcomes);
    }

    private static Samples measure(Arena arena, Contender contender)
            throws IOException, InterruptedException, Unmeasured {
        if (!contender.hasSuccessors()) {
            throw new Unmeasured("its programs do not outlive it, or nobody takes them over");
        }
        List<Long> nanos = new ArrayList<>();
        for (int round = 0; round < (arena.quick() ? 1 : 5); round++) {
            try (Session session = arena.open(contender, PROGRAMS)) {
                Thread.sleep(SETTLING);
                nanos.add(session.succeed());
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
                        "within a second", pmon.median(), LIMIT.toNanos(), Text.time(pmon.median()) + " in the median")
                + ".\n";
    }
}
