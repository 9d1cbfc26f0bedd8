package pmon.cli.command;

import java.io.IOException;
import pmon.api.protocol.StreamItem;
import pmon.cli.client.Client;
import pmon.cli.shell.Console;
import pmon.wire.json.JsonOutput;

/** Prints lines of logs as they come: as they are, led by the program's name where several are read, or as JSON. */
final class LogLines implements Client.Items {
    private final Console console;
    private final boolean json;
    private final boolean follow;
    private final boolean named;
    private boolean first = true;

    private LogLines(Invocation invocation, boolean follow) {
        this.console = invocation.console();
        this.json = invocation.json();
        this.follow = follow;
        this.named =
                Shown.several(invocation.targets()) && !invocation.arguments().has(Log.RAW);
    }

    /** Lines up to an end; as JSON one array. */
    static LogLines listed(Invocation invocation) {
        return new LogLines(invocation, false);
    }

    /** Lines without an end, each visible at once; as JSON an object a line. */
    static LogLines followed(Invocation invocation) {
        return new LogLines(invocation, true);
    }

    /** Closes the array. It is opened with its first line, so that a request that fails leaves nothing of one. */
    void end() throws IOException {
        if (json) {
            console.print(first ? "[]\n" : "\n]\n");
        }
    }

    @Override
    public void take(StreamItem item) throws IOException {
        if (!(item instanceof StreamItem.LogLine line)) {
            return;
        }
        if (json) {
            printJson(line);
        } else if (named) {
            console.print(line.process() + " | " + line.line() + "\n");
        } else {
            console.print(line.line() + "\n");
        }
        first = false;
        if (follow) {
            console.flush();
        }
    }

    private void printJson(StreamItem.LogLine line) throws IOException {
        StringBuilder object = new StringBuilder();
        new JsonOutput(object).logLine(line);
        if (!follow) {
            // An element of an array: no newline of its own behind it.
            object.setLength(object.length() - 1);
            console.print(first ? "[\n" : ",\n");
        }
        console.print(object);
    }
}
