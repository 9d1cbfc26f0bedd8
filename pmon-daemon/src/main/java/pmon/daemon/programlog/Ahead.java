package pmon.daemon.programlog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.LogRange;
import pmon.api.spi.monitor.ProgramOutput;

/**
 * The lines that come into the logs of one program after a certain moment, each once, across rotations, for a reader who looks now and then.
 * It reads the files: capture neither waits for it nor knows of it. Between two looks it holds a descriptor per log. One thread at a time.
 */
public final class Ahead implements ProgramOutput {
    private final List<Followed> logs = new ArrayList<>();
    /** Guards all that is read. */
    private final Deque<String> lines = new ArrayDeque<>();

    private final Collection<Path> paths;
    private final LogWatch watch;
    private final Freshness freshness;
    private boolean closed;
    private @Nullable IOException failure;

    private Ahead(List<LogSource> sources, LogFiles files, LogWatch watch, Freshness freshness) {
        this.watch = watch;
        this.freshness = freshness;
        this.paths = sources.stream().map(LogSource::file).toList();
        sources.forEach(source -> logs.add(new Followed(source, files, (_, line) -> lines.add(line))));
    }

    static Ahead open(List<LogSource> sources, LogFiles files, LogWatch watch, Freshness freshness)
            throws UnreadableLogException {
        Ahead ahead = new Ahead(sources, files, watch, freshness);
        for (Followed log : ahead.logs) {
            log.begin(new LogRange.Last(0));
        }
        return ahead;
    }

    @Override
    public Optional<String> next(Duration patience) throws IOException, InterruptedException {
        String line = poll();
        if (line == null && patience.isPositive()) {
            line = await(patience);
        }
        return Optional.ofNullable(line);
    }

    private @Nullable String await(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        freshness.watched(true);
        // Watched before the next look, so that nothing comes between the two.
        try (Changes changes = watch.watch(paths)) {
            String line = poll();
            Duration left = patience;
            while (line == null && left.isPositive()) {
                changes.await(left);
                line = poll();
                left = Duration.ofNanos(deadline - System.nanoTime());
            }
            return line;
        } finally {
            freshness.watched(false);
        }
    }

    /** The next line that is there; null for none. */
    private @Nullable String poll() throws IOException, InterruptedException {
        synchronized (lines) {
            if (!lines.isEmpty()) {
                return lines.poll();
            }
        }
        // Interrupting a thread that reads a file closes the file, and checks are interrupted when their time is up.
        Thread reading = Thread.ofVirtual().name("log check").start(this::read);
        reading.join();
        synchronized (lines) {
            IOException wrong = failure;
            if (wrong != null && lines.isEmpty()) {
                failure = null;
                throw wrong;
            }
            return lines.poll();
        }
    }

    /** Reads until there is a line, or nothing more to read. */
    private void read() {
        synchronized (lines) {
            try {
                boolean more = !closed;
                while (more && lines.isEmpty()) {
                    more = false;
                    for (Followed log : logs) {
                        more |= log.advance();
                    }
                }
                if (lines.isEmpty()) {
                    logs.forEach(Followed::rest);
                }
            } catch (UnreadableLogException e) {
                failure = new IOException(e.getMessage(), e);
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the reading of a log", e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (lines) {
            closed = true;
            logs.forEach(Followed::close);
        }
    }
}
