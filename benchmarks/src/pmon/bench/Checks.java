package pmon.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.Command;
import pmon.bench.system.ProcessTree;
import pmon.bench.system.Unmeasured;

/** A thousand monitors that each ask a server once a second: what that takes of the daemon. */
final class Checks implements Benchmark {
    private static final int PROGRAMS = 100;
    private static final int MONITORS = 10;

    /** A period is from the end of a check to the beginning of the next, which takes a few milliseconds itself. */
    private static final String PERIOD = "985ms";

    /** Until every check has been compiled as far as it will be, and all programs are in their control groups. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern PID = Pattern.compile("\"pid\"\\s*:\\s*(\\d+)");
    private static final double CPU_LIMIT = 0.2;
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public String name() {
        return "checks";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Table table = new Table(
                "%,d HTTP monitors".formatted(PROGRAMS * MONITORS), "checks/s", "CPU", "threads", "RSS", "unhealthy");
        String image = System.getProperty("pmon.bench.pmon");
        if (image == null) {
            table.without("pmon", "no image");
            return table.toString();
        }
        Arena.say("checks: pmon");
        try {
            return measure(arena, Path.of(image), table);
        } catch (Unmeasured | IOException e) {
            table.without("pmon", e.getMessage());
            return table.toString();
        }
    }

    private static String measure(Arena arena, Path image, Table table)
            throws IOException, InterruptedException, Unmeasured {
        AtomicLong answered = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            answered.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Path directory = Files.createDirectory(arena.scratch().resolve("checks"));
        configure(directory, server.getAddress().getPort());
        try {
            String _ = pmon(image, directory, "init").run(PATIENCE);
            Matcher pid = PID.matcher(
                    pmon(image, directory, "daemon", "status", "--json").run(PATIENCE));
            if (!pid.find()) {
                throw new Unmeasured("the daemon has no pid");
            }
            Thread.sleep(SETTLING);
            long count = answered.get();
            ProcessTree before = daemon(pid.group(1));
            long from = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(arena.quick() ? 20 : 60));
            ProcessTree daemon = daemon(pid.group(1));
            long nanos = System.nanoTime() - from;
            double rate = (answered.get() - count) / (nanos / NANOS_PER_SECOND);
            double share = (double) daemon.cpuSince(before) / nanos;
            String events = pmon(image, directory, "events", "--after", "0", "--no-follow", "--json")
                    .run(PATIENCE);
            table.row(
                    "pmon",
                    "%,.0f".formatted(rate),
                    Text.share(share),
                    Integer.toString(daemon.threads()),
                    Text.memory(daemon.memoryKib("Rss")),
                    Long.toString(events.lines()
                            .filter(line -> line.contains("\"unhealthy\""))
                            .count()));
            // Of what a thousand a second would take.
            Target target = new Target(
                    "1,000 checks a second under 20 % of a core",
                    share * 1000 / rate, CPU_LIMIT, Text.share(share * 1000 / rate));
            return table + "\n" + target + ".\n";
        } finally {
            String _ = pmon(image, directory, "kill", "--force").run(PATIENCE);
            String _ = pmon(image, directory, "daemon", "stop").run(PATIENCE);
            server.stop(0);
        }
    }

    private static void configure(Path directory, int port) throws IOException {
        List<String> programs = new ArrayList<>();
        for (int program = 0; program < PROGRAMS; program++) {
            List<String> monitors = new ArrayList<>();
            for (int monitor = 0; monitor < MONITORS; monitor++) {
                monitors.add("""
                        {"name": "m%d", "type": "http", "url": "http://127.0.0.1:%d/%d", "period": "%s", "jitter": "1%%"}""".formatted(monitor, port, monitor, PERIOD));
            }
            programs.add("{\"file\": \"sleep\", \"args\": [\"100000\"], \"name\": \"p%d\", \"monitors\": [%s]}"
                    .formatted(program, String.join(", ", monitors)));
        }
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(
                home.resolve("process.config.json"), "{\"processes\": [" + String.join(",\n", programs) + "]}");
    }

    /** The daemon alone: the programs do nothing. */
    private static ProcessTree daemon(String pid) throws IOException {
        return ProcessTree.of(Long.parseLong(pid)).without(Set.of("sleep"));
    }

    private static Command pmon(Path image, Path directory, String... arguments) {
        List<String> words = new ArrayList<>(List.of(image.resolve("bin/pmon").toString()));
        words.addAll(List.of(arguments));
        return new Command(
                words,
                Map.of(
                        "PMON_HOME",
                        directory.resolve("home").toString(),
                        "NO_COLOR",
                        "1",
                        "BENCHMARK_PLACE",
                        directory + "/"),
                directory);
    }
}
