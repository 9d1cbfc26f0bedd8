package pmon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.bench.report.Samples;
import pmon.bench.report.Table;
import pmon.bench.report.Text;
import pmon.bench.system.Command;
import pmon.bench.system.Unmeasured;

/** The stores of the image: how many commits they make, and how long they take to open what a killed process left. */
final class Stores implements Benchmark {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String run(Arena arena) throws InterruptedException {
        Table table = new Table(
                "stores", "commits/s", "changes/s, 50 a commit", "file after", "open after a kill, median", "max");
        String image = System.getProperty("pmon.bench.pmon");
        if (image == null) {
            table.without("pmon", "no image");
            return table.toString();
        }
        try {
            for (String store : loop(arena, image, "list").lines().toList()) {
                Arena.say("store: " + store);
                try {
                    measure(arena, image, store, table);
                } catch (Unmeasured e) {
                    table.without(store, e.getMessage());
                }
            }
        } catch (Unmeasured | IOException e) {
            table.without("pmon", e.getMessage());
        }
        return table.toString();
    }

    private static void measure(Arena arena, String image, String store, Table table)
            throws IOException, InterruptedException, Unmeasured {
        Path directory = Files.createDirectory(arena.scratch().resolve("store-" + store));
        List<Long> opened = new ArrayList<>();
        List<String> written = List.of();
        for (int round = 0; round < (arena.quick() ? 3 : 10); round++) {
            written = loop(arena, image, "write", store, directory.toString(), arena.quick() ? "1" : "3")
                    .lines()
                    .toList();
            opened.add(Long.valueOf(
                    loop(arena, image, "open", store, directory.toString()).strip()));
        }
        Samples open = Samples.of(opened);
        table.row(
                store,
                "%,.0f".formatted(perSecond(written.get(0), 1)),
                "%,.0f".formatted(perSecond(written.get(1), 50)),
                Text.memory(size(directory) / 1024),
                Text.time(open.median()),
                Text.time(open.max()));
    }

    private static double perSecond(String commitsAndNanos, int batch) {
        String[] words = commitsAndNanos.split(" ");
        return Long.parseLong(words[0]) * batch / (Long.parseLong(words[1]) / 1e9);
    }

    private static long size(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** The image's runtime, with the flags of its daemon. */
    private static String loop(Arena arena, String image, String... words)
            throws IOException, InterruptedException, Unmeasured {
        List<String> command = new ArrayList<>(List.of(
                image + "/lib/runtime/bin/java",
                "@" + image + "/lib/pmond.jvmargs",
                "-Dorg.sqlite.lib.path=" + image + "/lib/native",
                "--add-modules=ALL-SYSTEM",
                "-cp",
                System.getProperty("pmon.bench.store"),
                "pmon.bench.store.StoreLoop"));
        command.addAll(List.of(words));
        return new Command(command, Map.of(), arena.scratch()).run(PATIENCE);
    }
}
