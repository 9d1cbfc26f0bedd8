package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Processes as /proc tells of them (proc(5)): a pid is reused, pid and start time together are not until the next boot. */
final class Self {
    private static final Path PROC = Path.of("/proc");

    /** Fields of /proc/PID/stat behind the name, which may hold anything: the state is field 3, the start time field 22. */
    private static final int START_TIME = 22 - 3;

    private Self() {}

    /** This process as {@code namespace-pid-start}. */
    static String stamp() throws IOException {
        String stat = stat(PROC.resolve("self"));
        return namespace() + "-" + stat.substring(0, stat.indexOf(' ')) + "-" + startTime(stat);
    }

    /** The number of the namespace in which this process's id counts (pid_namespaces(7)); elsewhere it has another, or none. */
    static String namespace() throws IOException {
        String link = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
        return link.replaceAll("\\D", "");
    }

    /** Whether the process of this namespace that began at this time still lives. One that cannot be looked at counts as living. */
    static boolean lives(String pid, String start) {
        try {
            String stat = stat(PROC.resolve(pid));
            // Z: dead, its parent only has not looked yet.
            return startTime(stat).equals(start) && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // ESRCH: it ended between opening and reading.
            return Files.exists(PROC.resolve(pid));
        }
    }

    /** The effective user id of this process. */
    static int uid() throws IOException {
        return (Integer) Files.getAttribute(PROC.resolve("self"), "unix:uid");
    }

    /** The owner of a file, of a link itself. */
    static int uid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static String stat(Path process) throws IOException {
        return new String(Files.readAllBytes(process.resolve("stat")), StandardCharsets.ISO_8859_1);
    }

    private static String startTime(String stat) {
        int at = stat.lastIndexOf(')') + 2;
        for (int field = 0; field < START_TIME; field++) {
            at = stat.indexOf(' ', at) + 1;
        }
        return stat.substring(at, stat.indexOf(' ', at));
    }
}
