package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Deletes what two sides may be deleting at the same time. */
final class Tree {
    /** A client's directory, a queue in it, its files: deeper there is nothing of ours. */
    private static final int DEPTH = 3;

    private Tree() {}

    /** Deletes a directory and what is in it; links themselves, not where they lead. */
    static void delete(Path root) throws IOException {
        delete(root, DEPTH);
    }

    /** Deletes a directory if it is there and empty. */
    static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Others still need it; the last of them deletes it.
        }
    }

    private static void delete(Path path, int depth) throws IOException {
        if (depth > 0 && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    delete(child, depth - 1);
                }
            } catch (NoSuchFileException e) {
                return;
            }
        }
        Files.deleteIfExists(path);
    }
}
