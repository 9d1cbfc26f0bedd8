package pmon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pmon.bench.contender.Entry;
import pmon.bench.program.Life;
import pmon.bench.system.Command;
import pmon.bench.system.Machine;
import pmon.bench.system.Signals;
import pmon.bench.system.Sweep;
import pmon.bench.system.Unmeasured;

/** Runs the benchmarks named, or all, and prints their tables. What it needs to know comes as properties from {@code run}. */
final class Main {
    private static final List<Benchmark> BENCHMARKS = List.of(
            new Restart(),
            new Cascade(),
            new Listing(),
            new CrashLoop(),
            new Idle(),
            new Adopt(),
            new Checks(),
            new Logs(),
            new Stores(),
            new Transports());

    private Main() {}

    public static void main(String[] names) throws IOException, InterruptedException {
        Path scratch = Path.of(System.getProperty("pmon.bench.scratch"));
        Path sources = Path.of(System.getProperty("pmon.bench.sources"));
        // Also when it is interrupted: nothing below this directory is anybody else's.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Command.noMore();
            Sweep.below(scratch);
        }));
        Signals.prepare();

        String machine = Machine.describe();
        Life life = Life.prepare(sources, scratch);
        List<Entry> entries = Entry.all(scratch);
        Arena arena = new Arena(entries, life, sources, scratch, Boolean.getBoolean("pmon.bench.quick"));
        System.out.println(machine + ".");
        System.out.println(String.join("; ", versions(entries))
                + (life.nativeCode() ? "." : ". No C compiler: starts of a shell script, taken when heard of.")
                + (arena.quick() ? " Quick: a look, not a result." : ""));
        for (Benchmark benchmark : BENCHMARKS) {
            if (names.length == 0 || List.of(names).contains(benchmark.name())) {
                System.out.println();
                System.out.print(benchmark.run(arena));
                System.out.flush();
            }
        }
        if (Sweep.below(scratch) > 0) {
            Arena.say("some processes had been left behind");
        }
    }

    private static List<String> versions(List<Entry> entries) throws IOException, InterruptedException {
        List<String> versions = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Absent(String name, String why) -> versions.add("no " + name + " (" + why + ")");
                case Entry.Present(var contender) -> {
                    try {
                        versions.add(contender.name() + " " + contender.version());
                    } catch (Unmeasured e) {
                        versions.add(contender.name() + " (" + e.getMessage() + ")");
                    }
                }
            }
        }
        return versions;
    }
}
