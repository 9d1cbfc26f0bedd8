package pmon.api.spi.legacy;

/** There is nothing to read; the message says what was tried and why it failed. */
public final class LegacyException extends Exception {
    private static final long serialVersionUID = 1L;

    public LegacyException(String message) {
        super(message);
    }

    public LegacyException(String message, Throwable cause) {
        super(message, cause);
    }
}
