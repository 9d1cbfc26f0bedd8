package pmon.api.protocol;

/** Which lines of a log. */
public sealed interface LogRange {
    /** The last {@code count} lines, 0 for none (useful with following). */
    record Last(int count) implements LogRange {
        public Last {
            if (count < 0) {
                throw new IllegalArgumentException("a number of lines cannot be negative: " + count);
            }
        }
    }

    /** From line {@code line} on, the first being 1. */
    record From(long line) implements LogRange {
        public From {
            if (line < 1) {
                throw new IllegalArgumentException("lines are counted from 1: " + line);
            }
        }
    }
}
