package pmon.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What makes a shell complete pmon's command lines: a function that asks {@code pmon __complete}, which knows commands, options and what
 * runs, and which belongs to the pmon that is called.
 */
public final class Scripts {
    /** Shells there is a script for. */
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private Scripts() {}

    /** The script for one of the {@link #SHELLS}. */
    public static String of(String shell) {
        try (InputStream in = Scripts.class.getResourceAsStream("pmon." + shell)) {
            if (in == null) {
                throw new IllegalArgumentException("no script for " + shell);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a script of our own cannot be read", e);
        }
    }
}
