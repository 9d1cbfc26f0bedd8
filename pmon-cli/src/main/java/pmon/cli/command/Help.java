package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.cli.args.Candidates;
import pmon.cli.args.Parameters;
import pmon.cli.help.HelpText;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.wire.json.JsonOutput;

/** {@code help}: of one command, or of all. */
final class Help implements Command {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "Show help for a command";
    }

    @Override
    public Parameters parameters() {
        return new Parameters("COMMAND", 0, 2, false, "a command").from(Candidates.COMMANDS);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> words = invocation.arguments().words();
        show(words.isEmpty() ? Commands.shown() : topic(words), invocation.console(), invocation.json());
    }

    private static List<Command> topic(List<String> words) throws Failure {
        List<Command> group = Commands.group(words);
        return group.isEmpty() ? List.of(Commands.select(words).command()) : group;
    }

    /** Of one command all about it, of several a list. */
    static void show(List<Command> commands, Console console, boolean json) throws IOException {
        boolean colour = console.colour() && !json;
        String text = commands.size() == 1
                ? HelpText.of(commands.getFirst(), console.columns(), colour)
                : HelpText.of(commands, console.columns(), colour);
        if (json) {
            new JsonOutput(new ConsoleText(console)).text(text);
        } else {
            console.print(text);
        }
    }
}
