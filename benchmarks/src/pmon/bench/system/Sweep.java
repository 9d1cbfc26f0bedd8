package pmon.bench.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends everything that was started below a directory, whoever its parent is by now. */
public final class Sweep {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Sweep() {}

    /**
     * Kills all processes that name the directory, which is nobody else's, in their arguments or environment, until there
     * are none: a manager may start one more between the look and its own end. Returns how many it killed.
     */
    public static int below(Path directory) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int killed = 0;
        List<Long> found = find(directory);
        while (!found.isEmpty()) {
            found.forEach(Signals::kill);
            killed += found.size();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "still there after " + PATIENCE.toSeconds() + " s of SIGKILL: " + found);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return killed;
            }
            found = find(directory);
        }
        return killed;
    }

    private static List<Long> find(Path directory) {
        String mark = directory + "/";
        long self = ProcessHandle.current().pid();
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != self
                        && (names(process.resolve("cmdline"), mark) || names(process.resolve("environ"), mark))) {
                    found.add(pid);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean names(Path file, String mark) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException _) {
            // Ended meanwhile, or somebody else's.
            return false;
        }
    }
}
