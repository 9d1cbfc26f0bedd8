package pmon.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pmon.bench.program.Life;
import pmon.bench.system.Command;
import pmon.bench.system.Unmeasured;

/**
 * Where one manager runs once: a directory of its own, below which all its files are.
 *
 * @param directory short, since sockets are made in it
 */
public record Place(Path directory, Life life) {
    private static final Duration MAKING_A_FIFO = Duration.ofSeconds(10);

    /** Makes the directory. */
    public static Place make(Path directory, Life life) throws IOException, InterruptedException, Unmeasured {
        Place place = new Place(Files.createDirectories(directory), life);
        String _ = place.command(Map.of(), List.of("mkfifo", place.fifo().toString()))
                .run(MAKING_A_FIFO);
        return place;
    }

    /** What runs as the given program; every manager calls it by {@link #name}. */
    public List<String> program(int index) {
        return List.of(life.file().toString(), Integer.toString(index), fifo().toString(), crash().toString());
    }

    static String name(int index) {
        return "life-%04d".formatted(index);
    }

    /** Where programs tell that they have started. */
    public Path fifo() {
        return directory.resolve("starts");
    }

    /** While this file exists, programs exit at once. */
    public Path crash() {
        return directory.resolve("crash");
    }

    /** A command that can be found again by {@link pmon.bench.system.Sweep}, and so can what it starts. */
    public Command command(Map<String, String> environment, List<String> words) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("BENCHMARK_PLACE", directory + "/");
        return new Command(words, all, directory);
    }
}
