package pmon.bench.system;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line to run.
 *
 * @param environment added to that of the harness
 * @param directory where it runs, and where its output is kept meanwhile
 */
public record Command(List<String> words, Map<String, String> environment, Path directory) {
    private static final int LAST_CHARACTERS = 300;
    private static final Object STARTING = new Object();
    private static boolean over;

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** Lets nothing be started any more, so that what runs can be ended once and for all. */
    public static void noMore() {
        synchronized (STARTING) {
            over = true;
        }
    }

    /** Runs it to its end and returns what it wrote, both streams; fails unless it exits with 0. */
    public String run(Duration patience) throws IOException, InterruptedException, Unmeasured {
        // A file and not a pipe: a daemon that the command starts would hold the pipe open.
        Path output = Files.createTempFile(directory, "output", ".txt");
        try {
            Process process = start(builder().redirectErrorStream(true).redirectOutput(output.toFile()));
            await(process, patience);
            String said = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new Unmeasured(name() + " exits with " + process.exitValue() + ": " + last(said));
            }
            return said;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Runs it to its end, output and exit code ignored; returns nanoseconds of wall time from the spawn on. */
    public long time(Duration patience) throws IOException, InterruptedException, Unmeasured {
        ProcessBuilder builder = builder().redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        long started = System.nanoTime();
        Process process = start(builder);
        await(process, patience);
        return System.nanoTime() - started;
    }

    /** Starts what stays in the foreground until it is told to end. */
    public Process spawn(Path log) throws IOException {
        return start(builder().redirectErrorStream(true).redirectOutput(log.toFile()));
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        synchronized (STARTING) {
            if (over) {
                throw new IOException("interrupted");
            }
            return builder.start();
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("PMON") || key.startsWith("CONFIGOR_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private void await(Process process, Duration patience) throws InterruptedException, Unmeasured {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new Unmeasured(name() + " takes more than " + patience.toSeconds() + " s");
        }
    }

    private String name() {
        return String.join(" ", words.subList(0, Math.min(2, words.size()))).replaceAll("\\S*/", "");
    }

    private static String last(String said) {
        String text = said.strip().replace('\n', ' ').replace('|', '/');
        return text.substring(Math.max(0, text.length() - LAST_CHARACTERS));
    }
}
