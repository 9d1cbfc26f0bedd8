package pmon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import pmon.bench.report.Samples;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.Command;
import pmon.bench.system.Unmeasured;

/** The transports of the image: round trips, events in a row, and what a server takes that nobody asks anything. */
final class Transports implements Benchmark {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SMALL = 100;
    private static final int LARGE = 100_000;
    private static final int IDLE_PAUSE_MILLIS = 20;
    private static final int LOOK_AGAIN_MILLIS = 20;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "ipc";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Table table = new Table(
                "transports, round trip p50 / p99",
                "100 B hot",
                "100 B idle",
                "100 KB hot",
                "100 KB idle",
                "300 B events/s",
                "idle CPU");
        String image = System.getProperty("pmon.bench.pmon");
        if (image == null) {
            table.without("pmon", "no image");
            return table.toString();
        }
        try {
            for (String transport : loop(arena, image, "list").lines().sorted().toList()) {
                Arena.say("ipc: " + transport);
                try {
                    measure(arena, image, transport, table);
                } catch (Unmeasured e) {
                    table.without(transport, e.getMessage());
                }
            }
        } catch (Unmeasured | IOException e) {
            table.without("pmon", e.getMessage());
        }
        return table.toString();
    }

    private static void measure(Arena arena, String image, String transport, Table table)
            throws IOException, InterruptedException, Unmeasured {
        Path directory = Files.createDirectory(arena.scratch().resolve("ipc-" + transport));
        Path log = arena.scratch().resolve("ipc-" + transport + ".log");
        Process server =
                new Command(command(image, "serve", transport, directory.toString()), Map.of(), directory).spawn(log);
        try {
            String endpoint = endpoint(server, directory.resolve("endpoint"), log);
            String pid = Long.toString(server.pid());
            int hot = arena.quick() ? 5_000 : 50_000;
            int idle = arena.quick() ? 50 : 500;
            int events = arena.quick() ? 50_000 : 500_000;
            int seconds = arena.quick() ? 5 : 30;
            String rate = loop(arena, image, "events", transport, endpoint, "300", Integer.toString(events));
            String taken = loop(arena, image, "idle", transport, endpoint, pid, Integer.toString(seconds));
            table.row(
                    transport,
                    trips(arena, image, transport, endpoint, SMALL, hot, 0),
                    trips(arena, image, transport, endpoint, SMALL, idle, IDLE_PAUSE_MILLIS),
                    trips(arena, image, transport, endpoint, LARGE, hot / 10, 0),
                    trips(arena, image, transport, endpoint, LARGE, idle, IDLE_PAUSE_MILLIS),
                    "%,.0f".formatted(events / (Long.parseLong(rate.strip()) / NANOS)),
                    Text.share(Long.parseLong(taken.strip()) / NANOS / seconds));
        } finally {
            // Not at once by force: it removes what it made.
            server.destroy();
            server.waitFor();
        }
    }

    private static String endpoint(Process server, Path file, Path log)
            throws IOException, InterruptedException, Unmeasured {
        while (Files.notExists(file)) {
            if (server.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new Unmeasured(
                        "it does not listen: " + Files.readString(log).strip());
            }
        }
        return Files.readString(file);
    }

    private static String trips(
            Arena arena, String image, String transport, String endpoint, int bytes, int count, int pauseMillis)
            throws IOException, InterruptedException, Unmeasured {
        List<Long> nanos = loop(
                        arena,
                        image,
                        "trips",
                        transport,
                        endpoint,
                        Integer.toString(bytes),
                        Integer.toString(count),
                        Integer.toString(pauseMillis))
                .lines()
                .map(Long::valueOf)
                .toList();
        Samples trips = Samples.of(nanos);
        return micros(trips.median()) + " / " + micros(trips.tail());
    }

    private static String micros(long nanos) {
        return nanos < 100_000 ? "%.1f µs".formatted(nanos / 1e3) : "%,.0f µs".formatted(nanos / 1e3);
    }

    private static String loop(Arena arena, String image, String... words)
            throws IOException, InterruptedException, Unmeasured {
        return new Command(command(image, words), Map.of(), arena.scratch()).run(PATIENCE);
    }

    /** The image's runtime, with the flags of its daemon. */
    private static List<String> command(String image, String... words) {
        List<String> command = new ArrayList<>(List.of(
                image + "/lib/runtime/bin/java",
                "@" + image + "/lib/pmond.jvmargs",
                "--add-modules=ALL-SYSTEM",
                "-cp",
                System.getProperty("pmon.bench.ipc"),
                "pmon.bench.ipc.TransportLoop"));
        command.addAll(List.of(words));
        return command;
    }
}
