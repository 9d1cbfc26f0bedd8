package pmon.cli.shell;

import java.util.List;

/** A terminal that a command fills again and again until somebody presses a key; also where there is no terminal, and so no keys. */
public interface Screen extends AutoCloseable {
    /** What came first. */
    sealed interface Outcome {
        /** The program ended. */
        record Printed(String text, int exitCode) implements Outcome {}

        /** A key was pressed; the program was ended. */
        record Pressed(char key) implements Outcome {}
    }

    /** How many lines fit. */
    int rows();

    /** How many columns fit. */
    int columns();

    /** Runs a program to its end, or until a key is pressed. */
    Outcome await(List<String> command) throws Failure;

    /** Gives the terminal back as it was. */
    @Override
    void close();
}
