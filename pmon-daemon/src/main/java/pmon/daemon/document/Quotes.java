package pmon.daemon.document;

/** Texts in double quotes, in the way that JSON, YAML 1.2 and TOML 1.0 all understand. */
public final class Quotes {
    private static final char REPLACEMENT = '\ufffd';

    private Quotes() {}

    /** The text as all three read it; what none of them can write is replaced. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').append((char) c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (unseen(c)) {
                        out.append(String.format("\\u%04x", c));
                    } else {
                        // Half a pair has no form in UTF-8.
                        out.appendCodePoint(
                                c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c);
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    /** Control characters, line ends that only YAML takes for such, the byte order mark, and what YAML calls not printable. */
    private static boolean unseen(int c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || c == 0x2028
                || c == 0x2029
                || c == 0xfeff
                || c == 0xfffe
                || c == 0xffff;
    }
}
