package pmon.cli.show;

/**
 * How many columns of a terminal a text takes: two for the wide characters of East Asia and for emoji, none for what combines with the
 * character before it. The ranges are those of Unicode's East Asian Width W and F, rounded to whole blocks.
 */
final class Width {
    private static final String ELLIPSIS = "…";

    private Width() {}

    static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += of(c);
            i += Character.charCount(c);
        }
        return width;
    }

    /** The text, cut to fit and then ended by an ellipsis. */
    static String shorten(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        return text.substring(0, fitting(text, 0, columns - 1)) + ELLIPSIS;
    }

    /** Where to break: the end of what fits into the columns from {@code start} on, at least one character. */
    static int fitting(String text, int start, int columns) {
        int width = 0;
        int end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            width += of(c);
            if (width > columns && end > start) {
                return end;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    /** Where to break a line of words: behind the last blank that fits, within a word only when it is longer than a line. */
    static int breaking(String text, int start, int columns) {
        int end = fitting(text, start, columns);
        if (end == text.length() || text.charAt(end) == ' ') {
            return end;
        }
        int blank = text.lastIndexOf(' ', end - 1);
        return blank > start ? blank : end;
    }

    /** The text with what would move the cursor, or speak to the terminal, made visible. */
    static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append("\\x").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return wide(c) ? 2 : 1;
    }

    private static boolean wide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0x303e)
                || (c >= 0x3041 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1f64f)
                || (c >= 0x1f680 && c <= 0x1f6ff)
                || (c >= 0x1f900 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }
}
