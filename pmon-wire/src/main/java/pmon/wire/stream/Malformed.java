package pmon.wire.stream;

import org.jspecify.annotations.Nullable;

/** The text is not what was expected; the message says what was wrong where. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String message;

    public Malformed(String message) {
        this(message, null);
    }

    public Malformed(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
