package pmon.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The terminal on standard input, by stty(1): Java cannot have its keys one by one. */
final class Tty implements AutoCloseable {
    /** How it was before, for stty; null where it is no terminal. */
    private final @Nullable String before;

    private final int rows;
    private final int columns;

    private Tty(@Nullable String before, int rows, int columns) {
        this.before = before;
        this.rows = rows;
        this.columns = columns;
    }

    /** Has keys told at once and unseen, Ctrl-C among them. Where standard input is no terminal, does nothing. */
    static Tty open() {
        String before = terminal() ? stty("-g") : null;
        if (before == null || stty("-icanon", "-echo", "-isig", "min", "1", "time", "0") == null) {
            return none();
        }
        String said = stty("size");
        String size = said == null ? "" : said;
        int space = size.indexOf(' ');
        Tty tty = space < 0
                ? new Tty(before, Integer.MAX_VALUE, 0)
                : new Tty(before, Integer.parseInt(size, 0, space, 10), Integer.parseInt(size.substring(space + 1)));
        // Also where a signal ends us: a shell without echo is a nuisance.
        Runtime.getRuntime().addShutdownHook(new Thread(tty::close));
        return tty;
    }

    /** No terminal, and so no end to its rows. */
    static Tty none() {
        return new Tty(null, Integer.MAX_VALUE, 0);
    }

    /** Whether keys can be read. */
    boolean present() {
        return before != null;
    }

    int rows() {
        return rows;
    }

    /** 0 where nobody knows. */
    int columns() {
        return columns;
    }

    @Override
    public void close() {
        if (before != null) {
            stty(before);
        }
    }

    private static boolean terminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** What it printed; null when it could not be done. */
    private static @Nullable String stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? said : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
