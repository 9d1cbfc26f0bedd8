package pmon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pmon.bench.contender.Contender;
import pmon.bench.contender.Session;
import pmon.bench.program.Starts.Start;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.ProcessTree;
import pmon.bench.system.Signals;
import pmon.bench.system.Unmeasured;

/** A thousand programs that do nothing: what it takes to start them, to bring a tenth of them back, and to have them. */
final class Idle implements Benchmark {
    private static final int PROGRAMS = 1000;
    private static final int KILLED = 100;

    /** So that everybody is past what he does after a start, and every program has lived its second. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double START_LIMIT = 3e9;
    private static final double RESTART_LIMIT = 1e9;
    private static final double MEMORY_LIMIT = 100 * 1024.0;
    private static final double CPU_LIMIT = 0.001;

    /** @param daemon the tree without the programs */
    private record Result(long start, long restart, ProcessTree daemon, double cpu, long residentKib, long shareKib) {}

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Duration period = Duration.ofSeconds(arena.quick() ? 20 : 60);
        Map<String, Outcome<Result>> outcomes = arena.each("idle", contender -> measure(arena, contender, period));
        Table table = new Table(
                "%,d idle programs".formatted(PROGRAMS),
                "start all",
                KILLED + " killed, all back",
                "threads",
                "processes",
                "RSS",
                "PSS",
                "CPU over " + period.toSeconds() + " s");
        Arena.fill(
                table,
                outcomes,
                (name, result) -> table.row(
                        name,
                        Text.time(result.start()),
                        Text.time(result.restart()),
                        "%,d".formatted(result.daemon().threads()),
                        "%,d".formatted(result.daemon().processes().size()),
                        Text.memory(result.residentKib()),
                        Text.memory(result.shareKib()),
                        Text.share(result.cpu())));
        return table + targets(outcomes);
    }

    private static Result measure(Arena arena, Contender contender, Duration period)
            throws IOException, InterruptedException, Unmeasured {
        try (Session session = arena.open(contender, PROGRAMS)) {
            Thread.sleep(SETTLING);
            session.stopAll();
            Thread.sleep(SETTLING);
            long start = session.startAll();
            Thread.sleep(SETTLING);
            long restart = killSome(session);
            Thread.sleep(SETTLING);
            ProcessTree before = session.managers();
            long from = System.nanoTime();
            Thread.sleep(period);
            ProcessTree daemon = session.managers();
            double share = (double) daemon.cpuSince(before) / (System.nanoTime() - from);
            return new Result(start, restart, daemon, share, daemon.memoryKib("Rss"), daemon.memoryKib("Pss"));
        }
    }

    /** Nanoseconds from the first kill to the last successor's {@code main}. */
    private static long killSome(Session session) throws InterruptedException, Unmeasured {
        List<Start> running = new ArrayList<>(session.starts().latest().values());
        Collections.shuffle(running);
        Map<Integer, Long> killed = new HashMap<>();
        long before = System.nanoTime();
        for (Start start : running.subList(0, KILLED)) {
            killed.put(start.program(), Signals.kill(start.pid()));
        }
        return session.starts().await(killed, PATIENCE).values().stream()
                        .mapToLong(Start::nanos)
                        .max()
                        .orElse(before)
                - before;
    }

    private static String targets(Map<String, Outcome<Result>> outcomes) {
        if (!(outcomes.get("pmon") instanceof Outcome.Measured<Result>(Result pmon))) {
            return "";
        }
        List<Target> targets = List.of(
                new Target("start under 3 s", pmon.start(), START_LIMIT, Text.time(pmon.start())),
                new Target("all back within 1 s", pmon.restart(), RESTART_LIMIT, Text.time(pmon.restart())),
                new Target("below 100 MiB resident", pmon.residentKib(), MEMORY_LIMIT, Text.memory(pmon.residentKib())),
                new Target("below 0.1 % of a core", pmon.cpu(), CPU_LIMIT, Text.share(pmon.cpu())),
                new Target(
                        "no thread per program",
                        pmon.daemon().threads(),
                        PROGRAMS / 10.0,
                        pmon.daemon().threads() + " threads"));
        return "\n" + String.join("; ", targets.stream().map(Target::toString).toList()) + ".\n";
    }
}
