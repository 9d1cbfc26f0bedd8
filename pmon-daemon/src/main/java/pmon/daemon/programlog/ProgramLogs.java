package pmon.daemon.programlog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pmon.api.process.Account;
import pmon.api.protocol.LogRange;

/**
 * The logs of programs, line by line. A line is what ends in a newline, and the end of a file; one of more than 64 KiB comes in pieces, each
 * but the last ending in {@code …}; bytes that are not UTF-8 become U+FFFD. A program that has no log yet has no lines. Any thread.
 */
public final class ProgramLogs {
    /** The last lines are looked for in so many bytes, when they are wanted for an error message. */
    private static final long TAIL_BYTES = 64 * 1024;

    private final LogFiles files;
    private final LogWatch watch = new LogWatch();

    /** @param daemon the account the daemon runs as */
    public ProgramLogs(Account daemon) {
        this.files = new LogFiles(daemon);
    }

    /** What there is of the logs, one after the other; what is written meanwhile does not prolong it. */
    public void read(List<LogSource> sources, LogRange range, TaggedLineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        for (LogSource source : sources) {
            read(source, range, Long.MAX_VALUE, line -> sink.line(source, line));
        }
    }

    /** The same, and then every further line as it comes, until the sink throws or the thread is interrupted. */
    public void follow(List<LogSource> sources, LogRange range, TaggedLineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        List<Followed> logs = sources.stream()
                .map(source -> new Followed(source, files, sink))
                .toList();
        // Watched before the first look, so that nothing comes between the two.
        try (Changes changes = watch.watch(paths(sources))) {
            for (Followed log : logs) {
                log.begin(range);
            }
            Set<Path> ready = new HashSet<>(paths(sources));
            while (true) {
                Set<Path> next = new HashSet<>(changes.poll());
                for (Followed log : logs) {
                    if (ready.contains(log.source().file()) && log.advance()) {
                        next.add(log.source().file());
                    }
                }
                ready = next.isEmpty() ? changes.await() : next;
            }
        } finally {
            logs.forEach(Followed::close);
        }
    }

    /** The last lines of a log, for an error message; empty where it cannot be read. */
    public List<String> tail(LogSource source, int count) throws InterruptedException {
        Deque<String> lines = new ArrayDeque<>();
        try {
            read(source, new LogRange.Last(count), TAIL_BYTES, line -> {
                if (lines.size() == count) {
                    lines.removeFirst();
                }
                lines.add(line);
            });
        } catch (IOException | UnreadableLogException e) {
            // There is a worse problem to report than this one.
            return List.of();
        }
        return new ArrayList<>(lines);
    }

    /** Empties the log of a program, which may go on writing. */
    public void empty(LogSource source) throws UnreadableLogException {
        files.empty(source);
    }

    /** Removes the log of a program that is managed no longer. */
    public void delete(LogSource source) throws UnreadableLogException {
        files.delete(source);
    }

    /** Whether anything runs to follow logs. */
    boolean following() {
        return watch.running();
    }

    private void read(LogSource source, LogRange range, long maxBytes, LineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        Optional<OpenLog> opened = files.open(source);
        if (opened.isEmpty()) {
            return;
        }
        try (OpenLog log = opened.get()) {
            log.seek(range, maxBytes);
            var _ = log.read(log.left(), sink);
            log.end(sink);
        }
    }

    private static List<Path> paths(List<LogSource> sources) {
        return sources.stream().map(LogSource::file).toList();
    }
}
