package pmon.daemon.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.daemon.place.Permissions;

/**
 * The daemon's own log: one line an entry, {@code 2026-01-02T03:04:05.678Z WARN pmon.daemon.journal.Journal: message}, written whole.
 * There is one for the process, because loggers are made by the JDK and know nobody else. Any thread.
 */
public final class DaemonLog {
    private static final Set<OpenOption> APPENDING = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private static final DaemonLog INSTANCE = new DaemonLog(System.err, Clock.systemUTC());

    private final Clock clock;
    private OutputStream out;
    private @Nullable FileChannel file;
    private volatile Level threshold = Level.INFO;

    DaemonLog(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** The log of this process; it begins on standard error. */
    public static DaemonLog instance() {
        return INSTANCE;
    }

    /** Writes entries of this level and above. */
    public void threshold(Level level) {
        threshold = level;
    }

    /**
     * Goes on in a file, at its end.
     *
     * @param mode permission bits of a new file, such as 0640
     * @throws IOException when it cannot be opened, or is a symbolic link; the log then goes on where it was
     */
    public synchronized void continueIn(Path path, int mode) throws IOException {
        FileChannel channel = FileChannel.open(path, APPENDING, Permissions.attribute(mode));
        out = Channels.newOutputStream(channel);
        // Standard error stays open: it is where a crash of the JVM itself would be told.
        if (file != null) {
            file.close();
        }
        file = channel;
    }

    boolean writes(Level level) {
        return level != Level.OFF && level.getSeverity() >= threshold.getSeverity();
    }

    void write(Level level, String logger, String message, @Nullable Throwable thrown) {
        if (!writes(level)) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        StringBuilder entry = new StringBuilder(160)
                .append(Rfc3339.text(now))
                .append(' ')
                .append(word(level))
                .append(' ')
                .append(logger)
                .append(": ");
        oneLine(message, entry);
        entry.append('\n');
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            trace.toString()
                    .lines()
                    .forEach(line -> entry.append("    ").append(line).append('\n'));
        }
        put(entry.toString().getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void put(byte[] entry) {
        try {
            out.write(entry);
            out.flush();
        } catch (IOException _) {
            // A full disk under the log is no reason to stop supervising, and there is nowhere left to say it.
        }
    }

    /** What users sent must not look like a line of the daemon's. */
    private static void oneLine(String message, StringBuilder entry) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == '\n') {
                entry.append("\\n");
            } else if (c < 0x20 || c == 0x7f) {
                entry.append(String.format("\\u%04x", (int) c));
            } else {
                entry.append(c);
            }
        }
    }

    private static String word(Level level) {
        return switch (level) {
            case ALL, TRACE, DEBUG -> "DEBUG";
            case INFO -> "INFO";
            case WARNING -> "WARN";
            case ERROR, OFF -> "ERROR";
        };
    }
}
