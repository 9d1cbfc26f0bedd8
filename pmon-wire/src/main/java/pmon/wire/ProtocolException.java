package pmon.wire;

/** A frame is not one of this protocol; the message says what was wrong where, in words fit for the peer. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }

    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
