package pmon.cli.command;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.show.Description;

/** {@code desc}: programs in full. */
final class Desc implements Command {
    @Override
    public String name() {
        return "desc";
    }

    @Override
    public List<String> aliases() {
        return List.of("show");
    }

    @Override
    public String summary() {
        return "Show everything about a program";
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(1);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Described.show(invocation, Desc::print);
    }

    private static void print(Invocation invocation, List<ProcessView> processes) throws IOException {
        Console console = invocation.console();
        StringBuilder text = new StringBuilder();
        for (ProcessView process : processes) {
            Description.render(process, ZoneId.systemDefault(), text, console.columns(), console.colour());
        }
        console.print(text);
    }
}
