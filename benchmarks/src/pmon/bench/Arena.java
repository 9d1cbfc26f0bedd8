package pmon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import pmon.bench.contender.Contender;
import pmon.bench.contender.Entry;
import pmon.bench.contender.Session;
import pmon.bench.program.Life;
import pmon.bench.report.Table;
import pmon.bench.system.Unmeasured;

/** Who is measured, where, and how thoroughly. */
record Arena(List<Entry> entries, Life life, Path sources, Path scratch, boolean quick) {
    private static final AtomicInteger PLACES = new AtomicInteger();

    Arena {
        entries = List.copyOf(entries);
    }

    /** Measures one contender. */
    interface Measure<R> {
        R on(Contender contender) throws IOException, InterruptedException, Unmeasured;
    }

    /** Measures one after the other; whoever fails is missing, and the others go on. */
    <R> Map<String, Outcome<R>> each(String what, Measure<R> measure) throws InterruptedException {
        Map<String, Outcome<R>> outcomes = new LinkedHashMap<>();
        for (Entry entry : entries) {
            outcomes.put(
                    entry.name(),
                    switch (entry) {
                        case Entry.Absent(String _, String why) -> new Outcome.Missing<>(why);
                        case Entry.Present(Contender contender) -> one(what, contender, measure);
                    });
        }
        return outcomes;
    }

    /** Starts a contender with that many programs running. */
    Session open(Contender contender, int programs) throws IOException, InterruptedException, Unmeasured {
        return open(contender, life, programs);
    }

    /** The same with another program than usual. */
    Session open(Contender contender, Life program, int programs) throws IOException, InterruptedException, Unmeasured {
        return Session.open(contender, directory(contender.name()), program, programs);
    }

    /** A directory that nobody has had yet. */
    Path directory(String name) {
        return scratch.resolve(name + "-" + PLACES.incrementAndGet());
    }

    /** Fills a table: a row of whoever was measured, the reason for the others. */
    static <R> void fill(Table table, Map<String, Outcome<R>> outcomes, BiConsumer<String, R> row) {
        outcomes.forEach((name, outcome) -> {
            switch (outcome) {
                case Outcome.Measured<R>(R result) -> row.accept(name, result);
                case Outcome.Missing<R>(String why) -> table.without(name, why);
            }
        });
    }

    static void say(String what) {
        System.err.println("benchmarks: " + what);
    }

    private static <R> Outcome<R> one(String what, Contender contender, Measure<R> measure)
            throws InterruptedException {
        say(what + ": " + contender.name());
        try {
            return new Outcome.Measured<>(measure.on(contender));
        } catch (Unmeasured | IOException e) {
            say(contender.name() + " cannot be measured: " + e.getMessage());
            return new Outcome.Missing<>(e.getMessage());
        }
    }
}
