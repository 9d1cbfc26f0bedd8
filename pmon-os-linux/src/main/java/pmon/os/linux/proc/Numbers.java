package pmon.os.linux.proc;

/** Decimal numbers between blanks, one after the other, without garbage. */
final class Numbers {
    private final byte[] text;
    private final int length;
    private int at;
    private boolean complete = true;

    Numbers(byte[] text, int length, int at) {
        this.text = text;
        this.length = length;
        this.at = at;
    }

    /** The next number; 0, and no longer {@link #complete}, where there is none. */
    long next() {
        while (at < length && text[at] == ' ') {
            at++;
        }
        boolean negative = at < length && text[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < length && text[at] >= '0' && text[at] <= '9') {
            value = value * 10 + (text[at] - '0');
            at++;
        }
        complete &= at > first;
        return negative ? -value : value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    void jump(int position) {
        at = position;
    }

    /** Whether every number asked for was there. */
    boolean complete() {
        return complete;
    }
}
