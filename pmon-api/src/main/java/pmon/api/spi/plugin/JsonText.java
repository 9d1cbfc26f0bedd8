package pmon.api.spi.plugin;

/** Texts in double quotes, as JSON has them (RFC 8259, section 7): for plugins that write some JSON and need no library for it. */
public final class JsonText {
    private static final char REPLACEMENT = '\ufffd';

    private JsonText() {}

    /** The text in quotes; what JSON cannot write is replaced. */
    public static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    /** The same without the quotes, to stand within some. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
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
        return out.toString();
    }

    /** Control characters, what some readers take for line ends, the byte order mark, and what YAML calls not printable. */
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
