package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Not a line is lost, or it is counted. */
class LogCaptureIT {
    private static final int LINES = 1_000_000;
    private static final int KILLS = 10;
    private static final int ROTATIONS = 20;
    private static final int DISK_BYTES = 256 * 1024;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void everyNumberIsThereOnceThroughRotationsAndKillsOfTheDaemon() throws Exception {
        home.configure("logs:", "  max_size: 256KiB", "  keep: 0");
        Path count = home.script(
                "count",
                "i=0",
                "while [ $i -lt 100 ]; do seq $((i*10000+1)) $((i*10000+10000)); sleep 0.05; i=$((i+1)); done",
                "echo >done",
                "exec sleep 1000");
        home.pmon("exec", count.toString()).succeeds();
        for (int i = 0; i < KILLS; i++) {
            killDaemon();
            home.startDaemon();
        }
        awaitFile("done");
        Await.until("all is in files", () -> Files.readString(home.log("count")).endsWith(LINES + "\n"));
        List<Path> files = rotated("count");
        assertThat(files).hasSizeGreaterThanOrEqualTo(ROTATIONS);
        files.add(home.log("count"));
        int expected = 0;
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                expected++;
                assertThat(line).isEqualTo(Integer.toString(expected));
            }
        }
        assertThat(expected).isEqualTo(LINES);
    }

    @Test
    void whatAProgramPrintsBeforeItEndsWithoutADaemonIsKept() throws Exception {
        Path last = home.script(
                "last", "echo first", "while ! test -e go; do sleep 0.05; done", "seq 1 5000", "echo >done", "exit 3");
        home.pmon("exec", last.toString(), "--no-autorestart").succeeds();
        Live program = home.live("last");
        killDaemon();
        Files.createFile(home.work().resolve("go"));
        Await.until("it has ended", () -> !program.lives());
        home.startDaemon();
        home.pmon("log", "--all", "last").succeeds();
        assertThat(Files.readAllLines(home.log("last"))).containsExactlyElementsOf(numbers("first", 5000));
    }

    @Test
    void logsAreReadAcrossCompressedRotationsAndEmptiedWithThem() throws Exception {
        home.configure("logs:", "  max_size: 4KiB", "  keep: 0", "  compress: true");
        Path count = home.script("count", "seq 1 10000", "echo >done", "exec sleep 1000");
        home.pmon("exec", count.toString()).succeeds();
        awaitFile("done");
        Await.until("all are compressed", () -> {
            home.pmon("log", "count").succeeds();
            List<Path> files = rotated("count");
            return files.size() > 5
                    && files.stream().allMatch(file -> file.toString().endsWith(".gz"));
        });
        List<String> all =
                IntStream.rangeClosed(1, 10000).mapToObj(Integer::toString).toList();
        assertThat(home.pmon("log", "--all", "count").succeeds().out().lines().toList())
                .isEqualTo(all);
        assertThat(home.pmon("log", "--lines", "2000", "count")
                        .succeeds()
                        .out()
                        .lines()
                        .toList())
                .isEqualTo(all.subList(8000, 10000));
        home.pmon("flush", "count").succeeds();
        assertThat(rotated("count")).isEmpty();
        assertThat(home.log("count")).isEmptyFile();
    }

    @Test
    void allRotatedLogsTogetherStayWithinTheirBound() throws Exception {
        home.configure("logs:", "  max_size: 16KiB", "  keep: 0", "  max_total: 64KiB");
        Path count = home.script("count", "seq 1 100000", "echo >done", "exec sleep 1000");
        home.pmon("exec", count.toString()).succeeds();
        awaitFile("done");
        Await.until("the oldest are gone", () -> {
            home.pmon("log", "count").succeeds();
            long bytes = 0;
            for (Path file : rotated("count")) {
                // 0 of one that is just being renamed or removed.
                bytes += file.toFile().length();
            }
            return bytes > 0 && bytes <= 64 * 1024;
        });
        List<String> kept =
                home.pmon("log", "--all", "count").succeeds().out().lines().toList();
        int first = Integer.parseInt(kept.getFirst());
        assertThat(kept)
                .isEqualTo(IntStream.rangeClosed(first, 100_000)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void anOldLogIsRotatedBeforeItsNextLine() throws Exception {
        home.configure("logs:", "  max_age: 1s", "  keep: 0");
        Path count = home.script(
                "count",
                "i=1; while [ $i -le 30 ]; do echo $i; i=$((i + 1)); sleep 0.1; done",
                "echo >done",
                "exec sleep 1000");
        home.pmon("exec", count.toString()).succeeds();
        awaitFile("done");
        List<String> all =
                home.pmon("log", "--all", "count").succeeds().out().lines().toList();
        assertThat(all)
                .isEqualTo(
                        IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).toList());
        assertThat(rotated("count")).isNotEmpty();
    }

    @Test
    void deletingAProgramRemovesItsRotatedLogs() throws Exception {
        home.configure("logs:", "  max_size: 1KiB");
        Path count = home.script("count", "seq 1 2000", "exec sleep 1000");
        home.pmon("exec", count.toString()).succeeds();
        Await.until("it was rotated", () -> !rotated("count").isEmpty());
        home.pmon("stop", "count").succeeds();
        home.pmon("del", "count").succeeds();
        Await.until(
                "nothing is left",
                () -> Stream.of(home.directory().resolve("logs").toFile().list())
                        .noneMatch(name -> name.startsWith("count.log")));
        assertThat(home.directory().resolve("data/pipes/1.out")).doesNotExist();
    }

    @Test
    void aLogThatSomebodyElseRotatesIsFollowedAndReopened() throws Exception {
        Path steps = home.script(
                "steps", "echo one", "while ! test -e go; do sleep 0.05; done", "echo two", "exec sleep 1000");
        home.pmon("exec", steps.toString()).succeeds();
        home.pmon("log", "steps").succeeds();
        Path renamed = home.work().resolve("elsewhere");
        Files.move(home.log("steps"), renamed);
        home.pmon("logs", "reopen", "steps").succeeds();
        Files.createFile(home.work().resolve("go"));
        Await.until(
                "the new file",
                () -> Files.exists(home.log("steps"))
                        && Files.readString(home.log("steps")).equals("two\n"));
        assertThat(renamed).hasContent("one");
    }

    @Test
    void errorsCanBeKeptApartAndNothingCanBeKept() throws Exception {
        Path both = home.script("both", "echo out", "echo err >&2", "exec sleep 1000");
        Path configuration = Files.writeString(home.work().resolve("apps.yaml"), """
                processes:
                  - {file: %1$s, name: apart, logs: {mode: apart}}
                  - {file: %1$s, name: silent, logs_mode: none}
                  - {file: %1$s, name: direct, logs_mode: direct}
                  - {file: %1$s, name: stamped, logs: {timestamps: true}}
                """.formatted(both));
        home.configure("process_config_file: " + configuration);
        home.pmon("init").succeeds();
        home.pmon("log", "all").succeeds();
        assertThat(home.log("apart")).hasContent("out");
        assertThat(Path.of(home.log("apart") + ".err")).hasContent("err");
        assertThat(home.log("silent")).doesNotExist();
        Await.until("direct", () -> Files.readString(home.log("direct")).equals("out\nerr\n"));
        assertThat(Files.readString(home.log("stamped")))
                .matches("(?s)[0-9-]{10}T[0-9:.]{12}Z out\n[0-9-]{10}T[0-9:.]{12}Z err\n");
    }

    @Test
    void whatDoesNotFitOnAFullDiskIsCounted() throws Exception {
        Path disk = Files.createDirectory(home.work().resolve("disk"));
        String me = System.getProperty("user.name");
        assumeTrue(me.equals("root"), "only root mounts");
        assumeTrue(
                shell("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString()),
                "this machine lets nobody mount");
        try {
            home.configure("logs:", "  full_grace: 200ms");
            Path count = home.script(
                    "count",
                    "seq 1 1000000",
                    "while ! test -e go; do sleep 0.05; done",
                    "echo kept",
                    "exec sleep 1000");
            Path log = disk.resolve("count.log");
            home.pmon("exec", count.toString(), "--log", log.toString()).succeeds();
            long printed = IntStream.rangeClosed(1, LINES)
                    .mapToLong(i -> Integer.toString(i).length() + 1L)
                    .sum();
            Await.until(
                    () -> "all is written or counted: " + describe(log),
                    () -> Files.size(log)
                                    + home.desc("count")
                                            .get("log_dropped_bytes")
                                            .asLong()
                            == printed);
            assertThat(home.desc("count").get("problems").toString()).contains("no space left");
            assertThat(types("count")).contains("log_dropping");
            Files.write(log, new byte[0]);
            Files.createFile(home.work().resolve("go"));
            Await.until("it is kept again", () -> Files.readString(log).equals("kept\n"));
            Await.until("it is told", () -> types("count").contains("log_kept"));
            assertThat(home.desc("count").get("problems")).isEmpty();
            home.pmon("kill", "--force").succeeds();
            home.pmon("daemon", "stop").succeeds();
        } finally {
            shell("umount", "-l", disk.toString());
        }
    }

    private List<String> types(String program) throws Exception {
        return home.pastEvents(program).stream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    private static String describe(Path log) {
        try {
            return Files.size(log) + " bytes written";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean shell(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
    }

    private static List<String> numbers(String first, int last) {
        List<String> lines = new ArrayList<>(List.of(first));
        IntStream.rangeClosed(1, last).forEach(i -> lines.add(Integer.toString(i)));
        return lines;
    }

    /** Oldest first. */
    private List<Path> rotated(String program) throws IOException {
        String prefix = home.log(program).getFileName() + ".";
        try (Stream<Path> files = Files.list(home.directory().resolve("logs"))) {
            return new ArrayList<>(files.filter(
                            file -> file.getFileName().toString().matches("\\Q" + prefix + "\\E[0-9]+(\\.gz)?"))
                    .sorted(Comparator.comparingInt((Path file) -> Integer.parseInt(file.getFileName()
                                    .toString()
                                    .substring(prefix.length())
                                    .replace(".gz", "")))
                            .reversed())
                    .toList());
        }
    }

    private void awaitFile(String name) throws Exception {
        Path file = home.work().resolve(name);
        Await.until(name, () -> Files.exists(file));
    }

    private void killDaemon() throws Exception {
        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
    }
}
