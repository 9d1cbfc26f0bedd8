package pmon.daemon.intake;

import java.io.Serial;
import pmon.api.protocol.ErrorCode;

/** Ends the resolving of one request from wherever it is; never leaves this package, where {@link Intake} makes a value of it. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String reason;

    Refusal(ErrorCode code, String reason) {
        super(reason, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    /**
     * @param subject what was tried, such as {@code cannot start web}
     */
    Resolution.Refused about(String subject) {
        return new Resolution.Refused(code, printable(subject + ": " + reason));
    }

    /** What callers write goes into logs and terminals: no line breaks, no control sequences, no endless text. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(2_000).forEach(c -> {
            if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
