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

    private final Freshness freshness;

    /** Logs that programs write themselves. */
    public ProgramLogs(Account daemon, UserFiles userFiles) {
        this(daemon, userFiles, Freshness.ALWAYS);
    }

    /**
     * Opens nothing yet.
     *
     * @param daemon the account the daemon runs as
     * @param userFiles where it is root, the logs of programs that are not
     * @param freshness has what programs have written put into their logs before these are read
     */
    public ProgramLogs(Account daemon, UserFiles userFiles, Freshness freshness) {
        this.freshness = freshness;
        this.files = new LogFiles(daemon, userFiles);
    }

    /** Waits until what programs have printed is in their logs, but not for a disk that does not answer. */
    public void settle() {
        freshness.settle();
    }

    /** Waits the same for one program that does not run, for a moment only. */
    public void settle(int process) {
        freshness.settle(process);
    }

    /** What there is of the logs, one after the other; what is written meanwhile does not prolong it. */
    public void read(List<LogSource> sources, LogRange range, TaggedLineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        freshness.settle();
        for (LogSource source : sources) {
            readAll(source, range, sink.of(source));
        }
    }

    /** The same, and then every further line as it comes, until the sink throws or the thread is interrupted. */
    public void follow(List<LogSource> sources, LogRange range, TaggedLineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        List<Followed> logs = sources.stream()
                .map(source -> new Followed(source, files, sink))
                .toList();
        freshness.watched(true);
        freshness.settle();
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
            freshness.watched(false);
            logs.forEach(Followed::close);
        }
    }

    /**
     * The lines that come into the logs of one program from now on; what it had printed until now, {@link #settle} puts there first.
     *
     * @param sources all it writes
     */
    public Ahead ahead(List<LogSource> sources) throws UnreadableLogException {
        return Ahead.open(sources, files, watch, freshness);
    }

    /** The last lines of a log, for an error message; empty where it cannot be read. */
    public List<String> tail(LogSource source, int count) throws InterruptedException {
        freshness.settle();
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

    /** Removes the log of a program that is managed no longer, with its rotated files. */
    public void delete(LogSource source) throws UnreadableLogException {
        List<LogSource> all = new ArrayList<>(files.rotated(source));
        all.add(source);
        UnreadableLogException first = null;
        for (LogSource file : all) {
            try {
                files.delete(file);
            } catch (UnreadableLogException e) {
                // What is in the way of one is no reason to keep the others.
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Whether anything runs to follow logs. */
    boolean following() {
        return watch.running();
    }

    /** Across rotations: as if they had never happened, those that happen meanwhile included. */
    private void readAll(LogSource source, LogRange range, LineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        switch (range) {
            case LogRange.From(long line) -> {
                // Lines are skipped by reading them.
                LineSink skip = line == 1 ? sink : new LineSkip(line - 1, sink);
                try (WholeLog whole = WholeLog.open(source, files)) {
                    for (OpenLog file : whole.files()) {
                        read(file, new LogRange.From(1), Long.MAX_VALUE, skip);
                    }
                }
            }
            case LogRange.Last(int count) -> {
                Optional<OpenLog> present = files.open(source);
                if (present.isPresent()) {
                    try (OpenLog log = present.get()) {
                        if (present(log, count) == count) {
                            read(log, range, Long.MAX_VALUE, sink);
                            return;
                        }
                    }
                }
                try (WholeLog whole = WholeLog.open(source, files)) {
                    if (whole.files().size() == 1 && !whole.files().getFirst().compressed()) {
                        read(whole.files().getFirst(), range, Long.MAX_VALUE, sink);
                        return;
                    }
                    readLast(whole.files(), count, sink);
                }
            }
        }
    }

    /** Only so many of the older files are read as are needed. */
    private static void readLast(List<OpenLog> whole, int count, LineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        Deque<Deque<String>> found = new ArrayDeque<>();
        int missing = count;
        for (int i = whole.size() - 1; i >= 0 && missing > 0; i--) {
            Deque<String> lines = last(whole.get(i), missing);
            missing -= lines.size();
            found.addFirst(lines);
        }
        for (Deque<String> lines : found) {
            for (String line : lines) {
                sink.line(line);
            }
        }
    }

    private static int present(OpenLog log, int count)
            throws IOException, InterruptedException, UnreadableLogException {
        int[] present = {0};
        read(log, new LogRange.Last(count), Long.MAX_VALUE, _ -> present[0]++);
        return Math.min(present[0], count);
    }

    private static Deque<String> last(OpenLog log, int count)
            throws IOException, InterruptedException, UnreadableLogException {
        Deque<String> lines = new ArrayDeque<>();
        read(log, new LogRange.Last(count), Long.MAX_VALUE, line -> {
            if (lines.size() == count) {
                lines.removeFirst();
            }
            lines.add(line);
        });
        return lines;
    }

    private void read(LogSource source, LogRange range, long maxBytes, LineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        Optional<OpenLog> opened = files.open(source);
        if (opened.isEmpty()) {
            return;
        }
        try (OpenLog log = opened.get()) {
            read(log, range, maxBytes, sink);
        }
    }

    private static void read(OpenLog log, LogRange range, long maxBytes, LineSink sink)
            throws IOException, InterruptedException, UnreadableLogException {
        if (log.compressed()) {
            // Its end cannot be found without reading it.
            log.readCompressed(sink);
            return;
        }
        log.seek(range, maxBytes);
        var _ = log.read(log.left(), sink);
        log.end(sink);
    }

    private static List<Path> paths(List<LogSource> sources) {
        return sources.stream().map(LogSource::file).toList();
    }
}
