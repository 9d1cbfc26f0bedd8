package pmon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.bench.contender.Contender;
import pmon.bench.contender.Session;
import pmon.bench.program.Starts.Start;
import pmon.bench.report.Samples;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.ProcessTree;
import pmon.bench.system.Signals;
import pmon.bench.system.Unmeasured;

/** A hundred programs that suddenly exit as soon as they are started: does anybody still get an answer, and at what cost? */
final class CrashLoop implements Benchmark {
    private static final int PROGRAMS = 100;
    private static final Duration PERIOD = Duration.ofSeconds(20);

    /** One list a second, the first at once, when there is most to do. */
    private static final Duration BETWEEN_LISTS = Duration.ofSeconds(1);

    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final int QUIET_LISTS = 20;
    private static final double CPU_LIMIT = 0.10;
    private static final double SLOWER_LIMIT = 2;

    /**
     * @param daemon share of one core of the daemon alone
     * @param everything share of one core of daemon and programs
     * @param starts of programs during the period
     */
    private record Result(Samples quiet, Samples busy, double daemon, double everything, long starts) {
        double slower() {
            return (double) busy.median() / quiet.median();
        }

        double worst() {
            return (double) busy.max() / quiet.median();
        }
    }

    @Override
    public String name() {
        return "crashloop";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Map<String, Outcome<Result>> outcomes = arena.each("crashloop", contender -> measure(arena, contender));
        Table table = new Table(
                PROGRAMS + " crash loops",
                "list before",
                "median during",
                "max during",
                "median to before",
                "CPU of the daemon",
                "with programs",
                "starts in " + PERIOD.toSeconds() + " s");
        Arena.fill(
                table,
                outcomes,
                (name, result) -> table.row(
                        name,
                        Text.time(result.quiet().median()),
                        Text.time(result.busy().median()),
                        Text.time(result.busy().max()),
                        Text.ratio(result.busy().median(), result.quiet().median()),
                        Text.share(result.daemon()),
                        Text.share(result.everything()),
                        "%,d".formatted(result.starts())));
        return table + targets(outcomes);
    }

    private static Result measure(Arena arena, Contender contender)
            throws IOException, InterruptedException, Unmeasured {
        try (Session session = arena.open(contender, PROGRAMS)) {
            Thread.sleep(SETTLING);
            List<Long> quiet = new ArrayList<>();
            for (int round = 0; round < QUIET_LISTS; round++) {
                quiet.add(session.list());
            }
            session.crash(true);
            ProcessTree daemon = session.managers();
            long everything = session.tree().wholeCpuNanos();
            long starts = session.starts().count();
            long from = System.nanoTime();
            for (Start start : session.starts().latest().values()) {
                long _ = Signals.kill(start.pid());
            }
            List<Long> busy = lists(session, from + PERIOD.toNanos());
            double period = System.nanoTime() - from;
            return new Result(
                    Samples.of(quiet),
                    Samples.of(busy),
                    session.managers().cpuSince(daemon) / period,
                    (session.tree().wholeCpuNanos() - everything) / period,
                    session.starts().count() - starts);
        }
    }

    private static List<Long> lists(Session session, long until) throws IOException, InterruptedException, Unmeasured {
        List<Long> nanos = new ArrayList<>();
        while (System.nanoTime() < until) {
            long taken = session.list();
            nanos.add(taken);
            Thread.sleep(Duration.ofNanos(Math.max(0, BETWEEN_LISTS.toNanos() - taken)));
        }
        return nanos;
    }

    private static String targets(Map<String, Outcome<Result>> outcomes) {
        if (!(outcomes.get("pmon") instanceof Outcome.Measured<Result>(Result pmon))) {
            return "";
        }
        double limit = SLOWER_LIMIT * pmon.quiet().median();
        return "\n"
                + new Target(
                        "list within twice its quiet time",
                        pmon.busy().median(),
                        limit,
                        Text.ratio(pmon.slower(), 1) + " in the median, " + Text.ratio(pmon.worst(), 1) + " at worst")
                + "; "
                + new Target("daemon below 10 % of a core", pmon.daemon(), CPU_LIMIT, Text.share(pmon.daemon()))
                + ".\n";
    }
}
