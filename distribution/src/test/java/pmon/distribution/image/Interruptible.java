package pmon.distribution.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that hear SIGHUP, SIGINT and SIGQUIT also where these tests were started by nohup(1) or in the background of a script: sh has the
 * latter two ignored in what it starts with {@code &}, and every child inherits that (POSIX, 2.11 of the shell command language).
 */
public final class Interruptible {
    /** SIGHUP, SIGINT and SIGQUIT, as bits of a mask. */
    private static final long MASK = 0b111;

    private static final boolean DEAF = ignored();

    private Interruptible() {}

    /** The command, with the default reaction to them restored by env(1) where they are ignored here. */
    public static List<String> command(List<String> words) {
        if (!DEAF) {
            return words;
        }
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,QUIT"));
        command.addAll(words);
        return command;
    }

    private static boolean ignored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(
                                            line.substring(line.indexOf(':') + 1)
                                                    .strip(),
                                            16)
                                    & MASK)
                            != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
