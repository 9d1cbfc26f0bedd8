package pmon.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pmon.cli.args.GlobalOptions;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Console;
import pmon.cli.shell.ReaderGone;

/** Standard output and standard error of this process, in UTF-8 whatever the locale says. */
final class StandardConsole implements Console {
    private static final int BUFFER = 16 * 1024;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 1000;

    private final OutputStream out;
    private final OutputStream error;
    private final boolean colour;
    private final int columns;

    StandardConsole(OutputStream out, OutputStream error, boolean colour, int columns) {
        this.out = new BufferedOutputStream(out, BUFFER);
        this.error = error;
        this.colour = colour;
        this.columns = columns;
    }

    static StandardConsole of(Caller caller, String[] arguments) {
        boolean colour = terminal() && caller.variable("NO_COLOR") == null && !asksForNone(arguments);
        return new StandardConsole(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                colour,
                columns(caller.variable("COLUMNS")));
    }

    @Override
    public void print(CharSequence text) throws IOException {
        write(() -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void flush() throws IOException {
        write(out::flush);
    }

    @Override
    public void complain(String line) {
        try {
            error.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Nowhere is left to say so.
        }
    }

    @Override
    public boolean colour() {
        return colour;
    }

    @Override
    public int columns() {
        return columns;
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    /** A pipe refuses only because nobody reads it any more; that is no failure of the command. */
    private static void write(Write write) throws IOException {
        try {
            write.run();
        } catch (IOException e) {
            String target = target();
            boolean pipe = target != null && (target.startsWith("pipe:") || target.startsWith("socket:"));
            throw pipe ? new ReaderGone(e) : e;
        }
    }

    /** System.console() would load a hundred classes to say the same, and asks for standard input as well. */
    private static boolean terminal() {
        String target = target();
        return target != null
                && (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console"));
    }

    private static @Nullable String target() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private static boolean asksForNone(String[] arguments) {
        for (String argument : arguments) {
            if (argument.equals(GlobalOptions.NO_COLOR.longest())) {
                return true;
            }
        }
        return false;
    }

    static int columns(@Nullable String variable) {
        try {
            return variable == null ? DEFAULT_COLUMNS : Math.clamp(Integer.parseInt(variable), NARROWEST, WIDEST);
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }
}
