package pmon.bench.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pmon.bench.system.Command;
import pmon.bench.system.Unmeasured;

/**
 * The program that is supervised, see {@code life.c}.
 *
 * @param nativeCode whether it is the compiled one, which takes the time of its start itself
 */
public record Life(Path file, boolean nativeCode) {
    private static final Duration COMPILING = Duration.ofSeconds(30);

    /** What it is called in {@code /proc}; the stand-in ends as a sleep. */
    public static final Set<String> NAMES = Set.of("life", "life.sh", "sleep", "flood", "drip");

    /** Compiles it, statically where that works since loading libraries is not what is compared. */
    public static Life prepare(Path sources, Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("life");
        String source = sources.resolve("life.c").toString();
        for (List<String> compiler : List.of(List.of("cc", "-O2", "-static"), List.of("cc", "-O2"))) {
            try {
                List<String> words = new ArrayList<>(compiler);
                words.addAll(List.of("-o", file.toString(), source));
                String _ = new Command(words, Map.of(), directory).run(COMPILING);
                return new Life(file, true);
            } catch (IOException | Unmeasured _) {
                // No compiler, or no static C library: the next.
            }
        }
        return standIn(sources, directory);
    }

    /**
     * Compiles a program that prints.
     *
     * @param how {@code flood} or {@code drip}
     */
    public static Life talking(Path sources, Path directory, String how)
            throws IOException, InterruptedException, Unmeasured {
        Path file = directory.resolve(how);
        if (!Files.exists(file)) {
            String source = sources.resolve("talk.c").toString();
            List<String> words =
                    List.of("cc", "-O2", "-D" + how.toUpperCase(Locale.ROOT), "-o", file.toString(), source);
            try {
                String _ = new Command(words, Map.of(), directory).run(COMPILING);
            } catch (IOException _) {
                throw new Unmeasured("there is no C compiler");
            }
        }
        return new Life(file, true);
    }

    private static Life standIn(Path sources, Path directory) throws IOException {
        return new Life(Files.copy(sources.resolve("life.sh"), directory.resolve("life.sh")), false);
    }
}
