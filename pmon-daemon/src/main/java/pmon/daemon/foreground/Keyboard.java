package pmon.daemon.foreground;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;

/**
 * The keys of the terminal on standard input, one by one, by stty(1): Java cannot have them so. Ctrl-C stays a signal. Where stty is missing, a
 * key needs Enter behind it.
 */
public final class Keyboard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MAX_OUTPUT_BYTES = 4096;
    /** Numbers of the fields of /proc/self/stat behind the name of the program, from 0 (proc_pid_stat(5)). */
    private static final int PROCESS_GROUP = 2;

    private static final int FOREGROUND_GROUP = 5;

    private final Function<Errand, ErrandResult> errands;
    private final Account self;
    private final String terminal;
    /** How it was before, for stty; null where it is as it was. */
    private final @Nullable String before;

    private Keyboard(Function<Errand, ErrandResult> errands, Account self, String terminal) {
        this.errands = errands;
        this.self = self;
        this.terminal = terminal;
        String state = stty("-g");
        this.before = state != null && stty("-icanon", "-echo", "min", "1", "time", "0") != null ? state : null;
    }

    /**
     * Listens, where standard input is a terminal and this process has it: reading one from the background would stop us.
     *
     * @param key told the first byte of each
     * @return null where there is none
     */
    public static @Nullable Keyboard open(
            Function<Errand, ErrandResult> errands, Account self, InputStream input, Key key) {
        String terminal = terminal(0);
        if (terminal == null || !inForeground()) {
            return null;
        }
        Keyboard keyboard = new Keyboard(errands, self, terminal);
        Thread.ofPlatform().name("keyboard").daemon().start(() -> listen(input, key));
        return keyboard;
    }

    /** Hears of keys. */
    public interface Key {
        void pressed(int first);
    }

    private static void listen(InputStream input, Key key) {
        try {
            int first = input.read();
            while (first >= 0) {
                key.pressed(first);
                first = input.read();
            }
        } catch (IOException e) {
            // The terminal is gone, which SIGHUP tells.
        }
    }

    /** The terminal behind a descriptor of this process; null where it is none. */
    public static @Nullable String terminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            boolean terminal =
                    target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            return terminal ? target : null;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private static boolean inForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[PROCESS_GROUP].equals(fields[FOREGROUND_GROUP]);
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable String stty(String... arguments) {
        List<String> words = new ArrayList<>(List.of("-F", terminal));
        words.addAll(List.of(arguments));
        for (String file : List.of("/usr/bin/stty", "/bin/stty")) {
            Errand errand = new Errand(file, words, Map.of(), "/", self, "", PATIENCE, MAX_OUTPUT_BYTES);
            if (errands.apply(errand) instanceof ErrandResult.Ended(ExitStatus exit, String output) && exit.success()) {
                return output.strip();
            }
        }
        return null;
    }

    /** Leaves the terminal as it was. */
    @Override
    public void close() {
        if (before != null) {
            stty(before);
        }
    }
}
