package pmon.api.spi.store;

/** The store could not do what was asked; what it had acknowledged before is safe. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Kind kind;

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of failure. */
    public Kind kind() {
        return kind;
    }

    /** Kinds that callers tell apart. */
    public enum Kind {
        /** No space, quota, or a limit of the file system: works again once there is room. */
        FULL,
        /** The file is damaged. */
        CORRUPT,
        /** A newer pmon wrote it. */
        NEWER_SCHEMA,
        /** Another process has it open. */
        IN_USE,
        OTHER
    }
}
