package pmon.daemon.document;

import java.util.Comparator;

/** A place in a file; line and column are counted from 1. */
public record Position(int line, int column) {
    /** From the top of the file to its end. */
    static final Comparator<Position> READING_ORDER =
            Comparator.comparingInt(Position::line).thenComparingInt(Position::column);
}
