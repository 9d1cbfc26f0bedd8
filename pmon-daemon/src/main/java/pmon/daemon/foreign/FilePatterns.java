package pmon.daemon.foreign;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** Files by pattern, {@code *}, {@code ?} and {@code [a-z]} in any part of the path, as Python's glob finds them. */
final class FilePatterns {
    private FilePatterns() {}

    /** Those that there are, in the order of their names; what cannot be listed has none. */
    static List<Path> matching(Path base, String pattern) {
        Path path = base.resolve(pattern).normalize();
        List<Path> found = List.of(Path.of("/"));
        for (Path part : path) {
            found = next(found, part.toString());
        }
        return found.stream().filter(Files::exists).sorted().toList();
    }

    private static List<Path> next(List<Path> directories, String part) {
        List<Path> found = new ArrayList<>();
        boolean plain = part.chars().noneMatch(c -> "*?[".indexOf(c) >= 0);
        for (Path directory : directories) {
            if (plain) {
                found.add(directory.resolve(part));
            } else {
                found.addAll(listed(directory, part));
            }
        }
        return found;
    }

    private static List<Path> listed(Path directory, String part) {
        String glob = part.replaceAll("([\\\\{}])", "\\\\$1");
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                boolean hidden = name.toString().startsWith(".") && !part.startsWith(".");
                if (!hidden && matcher.matches(name)) {
                    found.add(entry);
                }
            }
        } catch (IOException _) {
            // Nothing matches in what is no directory, or may not be listed; that nothing was found is told.
            found.clear();
        }
        return found;
    }
}
