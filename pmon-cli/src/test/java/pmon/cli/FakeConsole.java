package pmon.cli;

import pmon.cli.shell.Console;

/** A console that remembers. */
public final class FakeConsole implements Console {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder error = new StringBuilder();
    private final boolean colour;

    public FakeConsole() {
        this(false);
    }

    public FakeConsole(boolean colour) {
        this.colour = colour;
    }

    @Override
    public void print(CharSequence text) {
        out.append(text);
    }

    @Override
    public void flush() {}

    @Override
    public void complain(String line) {
        error.append(line).append('\n');
    }

    @Override
    public boolean colour() {
        return colour;
    }

    @Override
    public int columns() {
        return DEFAULT_COLUMNS;
    }

    public String out() {
        return out.toString();
    }

    public String error() {
        return error.toString();
    }
}
