package pmon.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** What the numbers were taken on, without a name by which the machine could be found. */
public final class Machine {
    private static final double KIB_PER_GIB = 1024.0 * 1024.0;

    private Machine() {}

    public static String describe() throws IOException {
        return "%s, %d cores, %.0f GiB RAM, Linux %s, %s; %s, load %s before"
                .formatted(
                        value(Path.of("/proc/cpuinfo"), "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        Long.parseLong(value(Path.of("/proc/meminfo"), "MemTotal")
                                        .replaceAll("\\D", ""))
                                / KIB_PER_GIB,
                        System.getProperty("os.version"),
                        distribution(),
                        LocalDate.now(ZoneOffset.UTC),
                        Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    private static String distribution() throws IOException {
        Path release = Path.of("/etc/os-release");
        if (!Files.exists(release)) {
            return "unknown distribution";
        }
        return Files.readAllLines(release).stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst()
                .orElse("unknown distribution");
    }

    private static String value(Path file, String key) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(key.toLowerCase(Locale.ROOT)))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
