package pmon.bench.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A process and its descendants at one moment. */
public record ProcessTree(List<Stat> processes) {
    /** The field of {@code /proc/PID/stat} behind the name, counted from there: state is 0. */
    private static final int PARENT = 1;

    private static final int USER_TIME = 11;

    /** Linux shows times to programs in these units whatever its own clock. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /**
     * @param cpuNanos of all its threads, ended ones too, cut to whole ticks
     * @param childCpuNanos of descendants that have been waited for
     * @param byThread time on a CPU of the threads that are alive, exactly
     */
    public record Stat(
            long pid, long parent, String name, long cpuNanos, long childCpuNanos, Map<String, Long> byThread) {
        public Stat {
            byThread = Map.copyOf(byThread);
        }

        /**
         * Nanoseconds on a CPU since then. Ticks know ended threads, but a thousand quiet processes never fill one; threads
         * are exact, but take what they used with them.
         */
        private long cpuSince(Stat then) {
            long exact = 0;
            for (Map.Entry<String, Long> thread : byThread.entrySet()) {
                exact += thread.getValue() - then.byThread.getOrDefault(thread.getKey(), 0L);
            }
            return Math.max(exact, cpuNanos - then.cpuNanos);
        }
    }

    public ProcessTree {
        processes = List.copyOf(processes);
    }

    /** The tree below a process, itself first; empty when it is gone. */
    public static ProcessTree of(long root) throws IOException {
        Map<Long, Stat> all = new HashMap<>();
        Map<Long, List<Long>> children = new HashMap<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path directory : directories) {
                try {
                    Stat stat = read(directory);
                    all.put(stat.pid(), stat);
                    children.computeIfAbsent(stat.parent(), _ -> new ArrayList<>())
                            .add(stat.pid());
                } catch (IOException _) {
                    // Ended since the directory was read.
                }
            }
        }
        List<Stat> tree = new ArrayList<>();
        Deque<Long> next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            long pid = next.remove();
            Stat stat = all.get(pid);
            if (stat != null) {
                tree.add(stat);
                next.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return new ProcessTree(tree);
    }

    /** Without the processes of these names. */
    public ProcessTree without(Set<String> names) {
        return new ProcessTree(processes.stream()
                .filter(process -> !names.contains(process.name()))
                .toList());
    }

    public int threads() {
        return processes.stream().mapToInt(process -> process.byThread().size()).sum();
    }

    /** CPU time in nanoseconds since then of the processes that lived then and now. */
    public long cpuSince(ProcessTree then) {
        Map<Long, Stat> before = then.processes.stream().collect(Collectors.toMap(Stat::pid, process -> process));
        return processes.stream()
                .filter(process -> before.containsKey(process.pid()))
                .mapToLong(process -> process.cpuSince(before.get(process.pid())))
                .sum();
    }

    /** CPU time of those that are alive and of all their ended descendants, in nanoseconds. */
    public long wholeCpuNanos() {
        return processes.stream()
                .mapToLong(process -> process.cpuNanos() + process.childCpuNanos())
                .sum();
    }

    /** A field of every process's {@code smaps_rollup} added up, in KiB; fails where the kernel does not show it. */
    public long memoryKib(String field) throws Unmeasured {
        long sum = 0;
        for (Stat process : processes) {
            try {
                sum += Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup")).stream()
                        .filter(line -> line.startsWith(field + ":"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            } catch (IOException e) {
                throw new Unmeasured("cannot read the memory of " + process.name() + ": " + e.getMessage());
            }
        }
        return sum;
    }

    private static Stat read(Path directory) throws IOException {
        String line = Files.readString(directory.resolve("stat"));
        int nameEnd = line.lastIndexOf(')');
        String[] fields = line.substring(nameEnd + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        long childTicks = Long.parseLong(fields[USER_TIME + 2]) + Long.parseLong(fields[USER_TIME + 3]);
        return new Stat(
                Long.parseLong(line.substring(0, line.indexOf(' '))),
                Long.parseLong(fields[PARENT]),
                line.substring(line.indexOf('(') + 1, nameEnd),
                ticks * NANOS_PER_TICK,
                childTicks * NANOS_PER_TICK,
                byThread(directory));
    }

    private static Map<String, Long> byThread(Path directory) throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
            for (Path thread : threads) {
                try {
                    String first = Files.readString(thread.resolve("schedstat")).split(" ")[0];
                    nanos.put(thread.getFileName().toString(), Long.parseLong(first));
                } catch (IOException _) {
                    if (Files.exists(thread)) {
                        // A kernel without it: ticks have to do. Otherwise the thread has ended since.
                        nanos.put(thread.getFileName().toString(), 0L);
                    }
                }
            }
        }
        return nanos;
    }
}
