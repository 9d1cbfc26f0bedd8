package pmon.api.spi.kernel;

/** What a path is to a user. */
public enum Access {
    /** The user may do it. */
    GRANTED,
    /** Nothing is there. */
    MISSING,
    /** A directory where a file was meant, or the other way round. */
    WRONG_KIND,
    /** It is there and the user may not. */
    DENIED
}
