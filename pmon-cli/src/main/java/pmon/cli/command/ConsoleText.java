package pmon.cli.command;

import java.io.IOException;
import pmon.cli.shell.Console;

/** Standard output as JSON is written to. */
record ConsoleText(Console console) implements Appendable {
    @Override
    public Appendable append(CharSequence text) throws IOException {
        console.print(text);
        return this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) throws IOException {
        return append(text.subSequence(start, end));
    }

    @Override
    public Appendable append(char c) throws IOException {
        return append(String.valueOf(c));
    }
}
