package pmon.daemon.programlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All files of a log as they were at one moment, open, oldest first, the last being what is written now. What is renamed, compressed or
 * deleted while they are read is neither missed nor read twice.
 */
final class WholeLog implements AutoCloseable {
    /** A log that is rotated while its files are being opened is looked at again, but not for ever. */
    private static final int ATTEMPTS = 64;

    private final List<OpenLog> files = new ArrayList<>();

    private WholeLog() {}

    static WholeLog open(LogSource source, LogFiles files) throws IOException, UnreadableLogException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            WholeLog whole = new WholeLog();
            boolean complete = false;
            try {
                complete = whole.collect(source, files);
            } finally {
                if (!complete) {
                    whole.close();
                }
            }
            if (complete) {
                return whole;
            }
        }
        throw new UnreadableLogException(
                source, "it is rotated faster than its files can be opened; use a larger logs.max_size");
    }

    List<OpenLog> files() {
        return files;
    }

    /** Whether nothing changed its name meanwhile: a rotation renames the oldest first and what is written now last. */
    private boolean collect(LogSource source, LogFiles directory) throws IOException, UnreadableLogException {
        Object before = LogFiles.identity(source);
        List<LogSource> rotated = directory.rotated(source);
        for (LogSource file : rotated) {
            Optional<OpenLog> opened = directory.open(file);
            if (opened.isEmpty()) {
                return false;
            }
            files.add(opened.get());
        }
        Optional<OpenLog> present = directory.open(source);
        present.ifPresent(files::add);
        return Objects.equals(before, present.map(OpenLog::identity).orElse(null))
                && rotated.equals(directory.rotated(source))
                && Objects.equals(before, LogFiles.identity(source));
    }

    @Override
    public void close() throws IOException {
        for (OpenLog file : files) {
            file.close();
        }
    }
}
