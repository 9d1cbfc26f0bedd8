package pmon.daemon.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of pmon.api that something was compiled with, as javac writes it into the module descriptor.
 *
 * <p>A plugin works with a daemon of the same major version that is not older than what it was compiled with. Before 1.0 every minor
 * version may break plugins, so there it has to be the same.
 */
record ApiVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([.+-].*)?");

    /** Reads one; empty when it has another form. */
    static Optional<ApiVersion> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether what was compiled with the other works with this one. */
    boolean serves(ApiVersion compiled) {
        return compiled.major == major && (major == 0 ? compiled.minor == minor : compiled.minor <= minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
