package pmon.os.linux;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.testkit.kernel.KernelBench;

/**
 * Prints how long the kernel port takes: a program to run by hand, with the class path of the tests and
 * {@code --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC}. All times in milliseconds.
 */
final class KernelTimings {
    private static final int ROUNDS = 300;
    private static final int BYSTANDERS = 500;

    private KernelTimings() {}

    public static void main(String[] args) {
        long beforeOpen = System.nanoTime();
        boolean available = new LinuxKernelProvider().available();
        LinuxKernel kernel = LinuxKernel.open(new KernelSettings("timings", OptionalLong.of(1024)));
        double open = (System.nanoTime() - beforeOpen) / 1e6;
        System.out.printf("%-52s %8.1f  (available: %s)%n", "available and open", open, available);
        try (var bench = new KernelBench(kernel, Path.of("/tmp"))) {
            measureAll(bench, "");
            for (int i = 0; i < BYSTANDERS; i++) {
                bench.start(bench.shell("exec sleep 100000"));
            }
            measureAll(bench, ", " + BYSTANDERS + " others running");
        }
    }

    private static void measureAll(KernelBench bench, String circumstances) {
        measure("spawn" + circumstances, () -> {
            SpawnCommand command = sleep(bench);
            long start = System.nanoTime();
            bench.start(command);
            long took = System.nanoTime() - start;
            kill(bench, command);
            return took;
        });
        measure("SIGKILL to exit known" + circumstances, () -> {
            SpawnCommand command = sleep(bench);
            bench.start(command);
            long start = System.nanoTime();
            kill(bench, command);
            return System.nanoTime() - start;
        });
        measure("SIGKILL to successor executed" + circumstances, () -> {
            SpawnCommand command = sleep(bench);
            SpawnCommand successor = sleep(bench);
            bench.start(command);
            long start = System.nanoTime();
            kill(bench, command);
            bench.start(successor);
            long took = System.nanoTime() - start;
            kill(bench, successor);
            return took;
        });
        measure("SIGKILL to tree of two" + circumstances, () -> {
            SpawnCommand command = bench.shell("sleep 100000 & wait");
            bench.start(command);
            long start = System.nanoTime();
            bench.kernel().signalTree(command.key(), Signal.KILL);
            long took = System.nanoTime() - start;
            if (!bench.exit(command.key()).treeEmpty()) {
                bench.treeEmpty(command.key());
            }
            return took;
        });
        ProcessIdentity self = bench.kernel().self();
        measure("usage" + circumstances, () -> {
            long start = System.nanoTime();
            bench.kernel().usage(self);
            return System.nanoTime() - start;
        });
        if (bench.self().root()) {
            Account nobody = bench.kernel().accounts().byName("nobody").orElseThrow();
            measure("spawn to exit of true" + circumstances, () -> trueAs(bench, bench.self()));
            measure("the same as nobody" + circumstances, () -> trueAs(bench, nobody));
        }
    }

    private static SpawnCommand sleep(KernelBench bench) {
        return bench.command("/bin/sleep", List.of("100000"), new SpawnCommand.Output.Discard());
    }

    private static void kill(KernelBench bench, SpawnCommand command) {
        bench.kernel().signalTree(command.key(), Signal.KILL);
        bench.exit(command.key());
    }

    private static long trueAs(KernelBench bench, Account user) {
        var command = new SpawnCommand(
                bench.newKey(), "/bin/true", List.of(), Map.of(), "/", user, new SpawnCommand.Output.Discard());
        long start = System.nanoTime();
        bench.run(command);
        return System.nanoTime() - start;
    }

    private static void measure(String what, LongSupplier once) {
        long first = once.getAsLong();
        long[] times = new long[ROUNDS];
        Arrays.setAll(times, _ -> once.getAsLong());
        Arrays.sort(times);
        System.out.printf(
                "%-52s %8.3f  p99 %.3f  first %.3f%n",
                what, times[ROUNDS / 2] / 1e6, times[ROUNDS * 99 / 100] / 1e6, first / 1e6);
    }
}
