package pmon.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pmon.bench.contender.Session;
import pmon.bench.report.Samples;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.Unmeasured;

/** The wall time of listing all programs, as a whole process, everybody in turn within each round. */
final class Listing implements Benchmark {
    private static final List<Integer> SIZES = List.of(10, 200);
    private static final int WARM_UP = 3;

    @Override
    public String name() {
        return "ls";
    }

    @Override
    public String run(Arena arena) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int programs : SIZES) {
            Map<String, Outcome<Samples>> outcomes = measure(arena, programs);
            Table table = new Table(
                    "list with " + programs + " programs", "median", "p99", "min", "max", "rounds", "to pmon's median");
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
                            ratio(outcomes, name, "pmon")));
            text.append(text.isEmpty() ? "" : "\n").append(table).append(targets(outcomes));
        }
        return text.toString();
    }

    private static Map<String, Outcome<Samples>> measure(Arena arena, int programs)
            throws IOException, InterruptedException {
        Map<String, Session> sessions = new LinkedHashMap<>();
        try {
            Map<String, Outcome<Session>> opened = arena.each("ls with " + programs + ", starting", contender -> {
                Session session = arena.open(contender, programs);
                sessions.put(contender.name(), session);
                return session;
            });
            Arena.say("ls with " + programs + ": all in turn");
            Map<String, List<Long>> nanos = new LinkedHashMap<>();
            Map<String, String> failures = new LinkedHashMap<>();
            int rounds = arena.quick() ? 10 : 40;
            for (int round = -WARM_UP; round < rounds; round++) {
                for (Session session : sessions.values()) {
                    try {
                        long taken = session.list();
                        if (round >= 0) {
                            nanos.computeIfAbsent(session.name(), _ -> new ArrayList<>())
                                    .add(taken);
                        }
                    } catch (Unmeasured e) {
                        failures.put(session.name(), e.getMessage());
                    }
                }
            }
            return outcomes(opened, nanos, failures);
        } finally {
            for (Session session : sessions.values()) {
                session.close();
            }
        }
    }

    private static Map<String, Outcome<Samples>> outcomes(
            Map<String, Outcome<Session>> opened, Map<String, List<Long>> nanos, Map<String, String> failures) {
        Map<String, Outcome<Samples>> outcomes = new LinkedHashMap<>();
        opened.forEach((name, outcome) -> outcomes.put(
                name,
                switch (outcome) {
                    case Outcome.Missing<Session>(String why) -> new Outcome.Missing<>(why);
                    case Outcome.Measured<Session> _ ->
                        failures.containsKey(name)
                                ? new Outcome.Missing<>(failures.get(name))
                                : new Outcome.Measured<>(Samples.of(nanos.get(name)));
                }));
        return outcomes;
    }

    private static String targets(Map<String, Outcome<Samples>> outcomes) {
        if (!(outcomes.get("pmon") instanceof Outcome.Measured<Samples>(Samples pmon))) {
            return "";
        }
        List<String> targets = new ArrayList<>();
        if (outcomes.get("supervisor") instanceof Outcome.Measured<Samples>(Samples supervisor)) {
            targets.add(new Target(
                            "below a third of supervisor's",
                            pmon.median(),
                            supervisor.median() / 3.0,
                            ratio(outcomes, "pmon", "supervisor"))
                    .toString());
        }
        if (outcomes.get("pm2") instanceof Outcome.Measured<Samples>(Samples pm2)) {
            targets.add(
                    new Target("below half of pm2's", pmon.median(), pm2.median() / 2.0, ratio(outcomes, "pmon", "pm2"))
                            .toString());
        }
        return targets.isEmpty() ? "" : "\n" + String.join("; ", targets) + ".\n";
    }

    private static String ratio(Map<String, Outcome<Samples>> outcomes, String name, String base) {
        return outcomes.get(name) instanceof Outcome.Measured<Samples>(Samples samples)
                        && outcomes.get(base) instanceof Outcome.Measured<Samples>(Samples whole)
                ? Text.ratio(samples.median(), whole.median())
                : "–";
    }
}
