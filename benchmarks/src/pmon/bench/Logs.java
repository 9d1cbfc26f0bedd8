package pmon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import pmon.bench.contender.Contender;
import pmon.bench.contender.Place;
import pmon.bench.contender.Session;
import pmon.bench.program.Life;
import pmon.bench.program.Starts;
import pmon.bench.report.Samples;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.ProcessTree;
import pmon.bench.system.Sweep;
import pmon.bench.system.Unmeasured;

/** What it costs to keep the output of programs: of one that prints as fast as it can, and of many that print now and then. */
final class Logs implements Benchmark {
    private static final int DRIPPING = 500;

    /** Source: talk.c. */
    private static final int BEGUN = 1_000_000;

    private static final int ENDED = 2_000_000;
    private static final Duration FLOOD = Duration.ofMinutes(3);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final double TIME_LIMIT = 1.4;
    private static final double CPU_LIMIT = 0.5;
    private static final double DRIP_LIMIT = 0.03;

    /**
     * What was measured of one.
     *
     * @param flood nanoseconds of each round
     * @param straight the same into a file, the program being nobody's, each just before
     * @param cpu nanoseconds that the daemon took for a round, each
     * @param drip share of a core
     */
    private record Result(List<Long> flood, List<Long> straight, List<Long> cpu, double drip) {
        double ratio() {
            return (double) Samples.of(flood).median() / Samples.of(straight).median();
        }

        long median() {
            return Samples.of(cpu).median();
        }
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Duration period = Duration.ofSeconds(arena.quick() ? 20 : 60);
        int rounds = arena.quick() ? 3 : 5;
        Map<String, Outcome<Result>> outcomes =
                arena.each("logs", contender -> measure(arena, contender, rounds, period));
        Table table = new Table(
                "logs",
                "200 MB into a file",
                "200 MB captured",
                "to a file's",
                "daemon's CPU for it",
                "%d × 10 lines/s".formatted(DRIPPING));
        Arena.fill(
                table,
                outcomes,
                (name, result) -> table.row(
                        name,
                        Text.time(Samples.of(result.straight()).median()),
                        Text.time(Samples.of(result.flood()).median()),
                        "%.2f ×".formatted(result.ratio()),
                        Text.time(result.median()),
                        Text.share(result.drip())));
        return table + targets(outcomes);
    }

    private static Result measure(Arena arena, Contender contender, int rounds, Duration period)
            throws IOException, InterruptedException, Unmeasured {
        if (!contender.capturesOutput()) {
            throw new Unmeasured("its programs write their files themselves");
        }
        Life flood = Life.talking(arena.sources(), arena.scratch(), "flood");
        List<Long> captured = new ArrayList<>();
        List<Long> straight = new ArrayList<>();
        List<Long> cpu = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            straight.add(straight(arena, flood));
            try (Session session = arena.open(contender, flood, 1)) {
                Thread.sleep(SETTLING);
                ProcessTree before = session.managers();
                session.crash(true);
                captured.add(duration(session.starts()));
                // What is still in its pipe is written, too.
                Thread.sleep(TimeUnit.SECONDS.toMillis(1));
                cpu.add(session.managers().cpuSince(before));
            }
        }
        return new Result(captured, straight, cpu, drip(arena, contender, period));
    }

    private static double drip(Arena arena, Contender contender, Duration period)
            throws IOException, InterruptedException, Unmeasured {
        Life drip = Life.talking(arena.sources(), arena.scratch(), "drip");
        try (Session session = arena.open(contender, drip, DRIPPING)) {
            session.crash(true);
            Thread.sleep(SETTLING);
            ProcessTree before = session.managers();
            long from = System.nanoTime();
            Thread.sleep(period);
            return (double) session.managers().cpuSince(before) / (System.nanoTime() - from);
        }
    }

    /** Nobody captures: the program's stdout is a file. */
    private static long straight(Arena arena, Life flood) throws IOException, InterruptedException, Unmeasured {
        Path directory = arena.directory("straight");
        Place place = Place.make(directory, flood);
        try (Starts starts = new Starts(place.fifo())) {
            Process _ = place.command(Map.of(), place.program(1)).spawn(directory.resolve("log"));
            Files.createFile(place.crash());
            return duration(starts);
        } finally {
            Sweep.below(directory);
            Files.deleteIfExists(directory.resolve("log"));
        }
    }

    private static long duration(Starts starts) throws InterruptedException, Unmeasured {
        Map<Integer, Starts.Start> both =
                starts.await(Map.of(BEGUN + 1, Long.MIN_VALUE, ENDED + 1, Long.MIN_VALUE), FLOOD);
        return both.get(ENDED + 1).nanos() - both.get(BEGUN + 1).nanos();
    }

    private static String targets(Map<String, Outcome<Result>> outcomes) {
        if (!(outcomes.get("pmon") instanceof Outcome.Measured<Result>(Result pmon))) {
            return "";
        }
        List<Target> targets = new ArrayList<>(List.of(
                new Target("within 1.4 × of a file", pmon.ratio(), TIME_LIMIT, "%.2f ×".formatted(pmon.ratio())),
                new Target(
                        DRIPPING + " programs under 3 % of a core", pmon.drip(), DRIP_LIMIT, Text.share(pmon.drip()))));
        if (outcomes.get("supervisor") instanceof Outcome.Measured<Result>(Result supervisor)) {
            double share = (double) pmon.median() / supervisor.median();
            targets.add(new Target("under half of supervisor's CPU", share, CPU_LIMIT, "%.2f ×".formatted(share)));
        }
        return "\n" + String.join("; ", targets.stream().map(Target::toString).toList()) + ".\n";
    }
}
