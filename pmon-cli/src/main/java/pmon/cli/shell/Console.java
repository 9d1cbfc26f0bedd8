package pmon.cli.shell;

import java.io.IOException;

/** Where a command writes. Text is Unicode; whoever implements it decides on bytes. */
public interface Console {
    /** The width that tables keep to where the terminal does not say. */
    int DEFAULT_COLUMNS = 100;

    /** Adds to standard output, which may be held back until {@link #flush}. */
    void print(CharSequence text) throws IOException;

    /** Makes everything printed so far visible. */
    void flush() throws IOException;

    /** Writes one line to standard error at once. Nowhere to complain to is no failure. */
    void complain(String line);

    /** Whether standard output shows colours: a terminal, and nobody said no. */
    boolean colour();

    /** How many columns a table may fill. */
    int columns();
}
