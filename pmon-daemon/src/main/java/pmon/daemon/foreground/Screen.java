package pmon.daemon.foreground;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The daemon's standard output and error, written in whole lines, so that those of several programs do not run into each other. Bytes are
 * passed on as they came. Any thread; whoever writes waits for whoever reads.
 */
public final class Screen {
    /** Of the sixteen colours of a terminal those that are legible on light and dark (ECMA-48, SGR). */
    private static final String[] COLOURS = {"36", "33", "32", "35", "34", "96", "93", "92", "95", "94"};

    private static final String OWN_COLOUR = "90";
    private static final String OWN_NAME = "pmon";

    private final OutputStream out;
    private final OutputStream err;
    private final Look look;
    private final Map<String, byte[]> prefixes = new HashMap<>();
    private int width = OWN_NAME.length();
    private int programs;
    private boolean outGone;
    private boolean errGone;

    /** @param out written by nobody else */
    public Screen(OutputStream out, OutputStream err, Look look) {
        this.out = out;
        this.err = err;
        this.look = look;
    }

    /**
     * How lines are shown.
     *
     * @param names whether each begins with who printed it
     * @param colours whether those names are coloured
     */
    public record Look(boolean names, boolean colours) {}

    /** One of the two. */
    public enum Side {
        OUT,
        ERR
    }

    /** Makes room for the names of these programs, and gives them their colours in this order. */
    public synchronized void expect(Iterable<String> names) {
        for (String name : names) {
            width = Math.max(width, name.length());
        }
        prefixes.clear();
        programs = 0;
        names.forEach(this::prefix);
    }

    /** Writes a line of a program, given without its newline. */
    synchronized void line(Side side, String program, byte[] bytes, int count) {
        byte[] prefix = look.names() ? prefix(program) : new byte[0];
        byte[] line = new byte[prefix.length + count + 1];
        System.arraycopy(prefix, 0, line, 0, prefix.length);
        System.arraycopy(bytes, 0, line, prefix.length, count);
        line[line.length - 1] = '\n';
        write(side, line);
    }

    /** Writes a line of our own to standard error. */
    public synchronized void say(String text) {
        String name = look.names() ? padded(OWN_NAME, OWN_COLOUR) : "";
        write(Side.ERR, (name + text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] prefix(String program) {
        byte[] known = prefixes.get(program);
        if (known != null) {
            return known;
        }
        byte[] made = padded(program, COLOURS[programs++ % COLOURS.length]).getBytes(StandardCharsets.UTF_8);
        prefixes.put(program, made);
        return made;
    }

    private String padded(String name, String colour) {
        String text = name + " ".repeat(Math.max(0, width - name.length())) + " | ";
        return look.colours() ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }

    /** Once nobody reads any more, programs go on all the same. */
    private void write(Side side, byte[] line) {
        try {
            switch (side) {
                case OUT -> {
                    if (!outGone) {
                        out.write(line);
                        out.flush();
                    }
                }
                case ERR -> {
                    if (!errGone) {
                        err.write(line);
                        err.flush();
                    }
                }
            }
        } catch (IOException e) {
            outGone |= side == Side.OUT;
            errGone |= side == Side.ERR;
        }
    }
}
