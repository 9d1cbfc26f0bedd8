package pmon.wire.document;

/** A document cannot be understood; the message says what was wrong where. */
public final class DocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    DocumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
