package pmon.daemon.programlog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rotated files of logs. */
final class Rotations {
    private Rotations() {}

    /** Those of one log, oldest first. They can be gone, or have another number, when they are opened. */
    static List<LogSource> of(LogSource source) throws UnreadableLogException {
        Path directory = source.file().getParent();
        Path name = source.file().getFileName();
        if (directory == null || name == null) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, name + ".*")) {
            for (Path file : files) {
                if (number(name, file) > 0) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
        found.sort(Comparator.comparingInt((Path file) -> number(name, file)).reversed());
        return found.stream()
                .map(file -> new LogSource(source.process(), file, source.owner()))
                .toList();
    }

    static boolean compressed(LogSource source) {
        return source.file().toString().endsWith(RotatedNames.COMPRESSED);
    }

    private static int number(Path log, Path file) {
        return RotatedNames.number(log.toString(), String.valueOf(file.getFileName()))
                .orElse(0);
    }
}
