package pmon.daemon.place;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Locks that this process had before another program was executed in it, as an upgrade does. They are the process's as long as no
 * descriptor of the file is closed, not even one that was opened since: so whoever has one leaves it alone.
 */
final class InheritedLocks {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path LOCKS = Path.of("/proc/locks");

    private InheritedLocks() {}

    /** Whether the whole file is locked by this process; false where the system does not tell. */
    static boolean has(Path file) {
        try {
            return open(file.toRealPath()) && locked(Files.getAttribute(file, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean open(Path file) throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (leadsTo(descriptor, file)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false; // the one that lists them is closed by now
        }
    }

    /** Lines such as {@code 1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 0 EOF}; source: proc_locks(5). */
    private static boolean locked(Object inode) throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        try (Stream<String> lines = Files.lines(LOCKS)) {
            return lines.map(line -> line.split("\\s+"))
                    .anyMatch(words -> words.length == 8
                            && words[1].equals("POSIX")
                            && words[3].equals("WRITE")
                            && words[4].equals(pid)
                            && words[5].endsWith(":" + inode)
                            && Arrays.asList(words).subList(6, 8).equals(Arrays.asList("0", "EOF")));
        }
    }
}
