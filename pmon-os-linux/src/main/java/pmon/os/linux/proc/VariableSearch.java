package pmon.os.linux.proc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds a variable among entries of the form NAME=VALUE that end with NUL and arrive in pieces. */
final class VariableSearch implements ProcFile.Sink {
    /** The kernel allows an environment of a quarter of the stack limit; whoever has more than this is not searched further. */
    private static final int BYTES_BOUND = 8 << 20;

    private final byte[] prefix;
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    /** Bytes of the present entry that agree with the prefix; -1 once one did not. */
    private int matched;

    private boolean found;
    private int seen;

    VariableSearch(String name) {
        this.prefix = (name + "=").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean take(byte[] bytes, int count) {
        for (int i = 0; i < count && !found; i++) {
            step(bytes[i]);
        }
        seen += count;
        return !found && seen < BYTES_BOUND;
    }

    private void step(byte next) {
        if (next == 0) {
            found = matched == prefix.length;
            matched = 0;
        } else if (matched == prefix.length) {
            value.write(next);
        } else {
            matched = matched >= 0 && prefix[matched] == next ? matched + 1 : -1;
        }
    }

    /** Whether there was not a single byte. */
    boolean sawNothing() {
        return seen == 0;
    }

    Optional<String> value() {
        return found ? Optional.of(value.toString(StandardCharsets.UTF_8)) : Optional.empty();
    }
}
