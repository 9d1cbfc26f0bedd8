package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.cli.args.Candidates;
import pmon.cli.args.Parameters;
import pmon.cli.help.HelpText;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;

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
        if (words.isEmpty()) {
            of(Commands.shown(), invocation.console());
        } else {
            topic(words, invocation.console());
        }
    }

    private static void topic(List<String> words, Console console) throws Failure, IOException {
        List<Command> group = Commands.group(words);
        if (group.isEmpty()) {
            of(Commands.select(words).command(), console);
        } else {
            of(group, console);
        }
    }

    static void of(List<Command> commands, Console console) throws IOException {
        console.print(HelpText.of(commands, console.columns(), console.colour()));
    }

    static void of(Command command, Console console) throws IOException {
        console.print(HelpText.of(command, console.columns(), console.colour()));
    }
}
