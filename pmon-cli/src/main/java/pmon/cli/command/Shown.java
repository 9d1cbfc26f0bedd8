package pmon.cli.command;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.api.protocol.Targets;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.show.Problems;
import pmon.cli.show.ProcessTable;
import pmon.wire.json.JsonOutput;

/** How programs are shown at the end of a command. */
final class Shown {
    private final Invocation invocation;
    private final List<String> named;

    private Shown(Invocation invocation, List<String> named) {
        this.invocation = invocation;
        this.named = named;
    }

    /** Where all words of the line name programs. */
    static Shown by(Invocation invocation) {
        return new Shown(invocation, invocation.arguments().words());
    }

    /** Where these words name programs. */
    static Shown by(Invocation invocation, List<String> named) {
        return new Shown(invocation, named);
    }

    /** After a change: the affected as JSON, or for people the table of all there are now. */
    void changed(List<ProcessView> affected) throws Failure, IOException {
        if (invocation.json()) {
            json(affected);
        } else {
            table(invocation.processes(new Request.ListProcesses(), Missing.FAIL));
        }
    }

    /** For people: the table, and below it what is wrong. */
    void table(List<ProcessView> processes) throws IOException {
        Console console = invocation.console();
        StringBuilder text = new StringBuilder();
        ProcessTable.render(processes, text, console.columns(), console.colour());
        Problems.render(processes, ZoneId.systemDefault(), text, console.colour());
        console.print(text);
    }

    /** An object where one program was named, an array where there may be several. */
    void json(List<ProcessView> processes) throws IOException {
        JsonOutput output = output();
        if (processes.size() == 1 && named.size() == 1 && namesOne(named.getFirst(), processes.getFirst())) {
            output.process(processes.getFirst());
        } else {
            output.processes(processes);
        }
    }

    JsonOutput output() {
        return new JsonOutput(new ConsoleText(invocation.console()));
    }

    /** Whether more than one program may be meant. */
    static boolean several(Targets targets) {
        return targets.selectors().size() > 1 || pattern(targets.selectors().getFirst());
    }

    private static boolean namesOne(String word, ProcessView process) {
        return !pattern(word) || word.equals(process.name());
    }

    private static boolean pattern(String word) {
        return word.equals("all")
                || word.startsWith("@")
                || word.indexOf('*') >= 0
                || word.indexOf('?') >= 0
                || word.indexOf('[') >= 0;
    }
}
