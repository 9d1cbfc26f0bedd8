package pmon.daemon.intake;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.document.Mistake;

/** Ends the resolving of one request from wherever it is; never leaves this package, where {@link ChangeResolver} makes a value of it. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** More mistakes at once than anybody reads. */
    private static final int MAX_REASONS = 50;

    private final ErrorCode code;
    private final transient List<String> reasons;

    Refusal(ErrorCode code, String reason) {
        this(code, List.of(reason));
    }

    private Refusal(ErrorCode code, List<String> reasons) {
        super(reasons.getFirst(), null, false, false);
        this.code = code;
        this.reasons = List.copyOf(reasons);
    }

    /** A file cannot be used, for all these reasons; at least one. */
    static Refusal badConfiguration(List<Mistake> mistakes) {
        List<String> reasons = new ArrayList<>(
                mistakes.stream().limit(MAX_REASONS).map(Mistake::text).toList());
        if (mistakes.size() > MAX_REASONS) {
            reasons.add("and " + (mistakes.size() - MAX_REASONS) + " more");
        }
        return new Refusal(ErrorCode.BAD_CONFIG, reasons);
    }

    /** Why, as a clause that is fit for logs and terminals; several reasons are a line each. */
    String reason() {
        return reasons.stream().map(Refusal::printable).collect(Collectors.joining("\n"));
    }

    /**
     * @param subject what was tried, such as {@code cannot start web}
     */
    Resolution.Refused about(String subject) {
        return new Resolution.Refused(code, printable(subject) + (reasons.size() == 1 ? ": " : ":\n") + reason());
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
