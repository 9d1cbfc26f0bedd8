package pmon.daemon.programlog;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The rotated files of logs. */
final class Rotations {
    private Rotations() {}

    /** Those of one log among the names in its directory, oldest first. */
    static List<LogSource> among(List<String> names, LogSource source) {
        String log = String.valueOf(source.file().getFileName());
        return names.stream()
                .filter(name -> number(log, name) > 0)
                .sorted(Comparator.comparingInt((String name) -> number(log, name))
                        .reversed())
                .map(name -> sibling(source, name))
                .toList();
    }

    static boolean compressed(LogSource source) {
        return source.file().toString().endsWith(RotatedNames.COMPRESSED);
    }

    private static LogSource sibling(LogSource source, String name) {
        Path file = source.file().resolveSibling(name);
        return new LogSource(source.process(), file, source.owner());
    }

    static int number(LogSource log, LogSource rotated) {
        return number(
                String.valueOf(log.file().getFileName()),
                String.valueOf(rotated.file().getFileName()));
    }

    private static int number(String log, String name) {
        return RotatedNames.number(log, name).orElse(0);
    }
}
