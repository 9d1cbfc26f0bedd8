package pmon.cli.command;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Response;
import pmon.cli.args.ArgumentParser;
import pmon.cli.args.Arguments;
import pmon.cli.args.GlobalOptions;
import pmon.cli.client.Client;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Machine;
import pmon.cli.shell.ReaderGone;
import pmon.wire.json.JsonOutput;

/** The whole command line: words in, output and an exit code out. */
public final class CommandLine {
    /** Paths and variables of this machine mean nothing on another. */
    private static final Caller FAR = new Caller("/", Map.of(), false);

    private final Caller caller;
    private final Console console;
    private final Machine machine;
    private final Clients clients;

    public CommandLine(Caller caller, Console console, Machine machine, Clients clients) {
        this.caller = caller;
        this.console = console;
        this.machine = machine;
        this.clients = clients;
    }

    /** Makes the client that a command talks through. Called at most once. */
    @FunctionalInterface
    public interface Clients {
        /** Of root's daemon where {@code system} says so, else of the caller's. */
        Client open(boolean system);

        /** Of another machine. */
        default Client remote(String host) {
            throw new UnsupportedOperationException("no other machines are known here");
        }
    }

    /** Runs a line. @return the exit code */
    public int run(List<String> line) {
        try {
            int code = outcome(line);
            console.flush();
            return code;
        } catch (ReaderGone e) {
            return 0;
        } catch (IOException e) {
            console.complain("pmon: cannot write the output: " + e.getMessage());
            return ErrorCode.FAILED.exitCode();
        }
    }

    private int outcome(List<String> line) throws IOException {
        try {
            if (!toldHelp(line)) {
                runSelected(line);
            }
            return 0;
        } catch (Failure failure) {
            if (!failure.told()) {
                tell(failure.failed(), jsonWanted(line));
            }
            return failure.exitCode();
        }
    }

    private void runSelected(List<String> line) throws Failure, IOException {
        Commands.Selected selected = Commands.select(line);
        Command command = selected.command();
        Arguments arguments = ArgumentParser.parse(command, selected.line());
        if (arguments.has(GlobalOptions.HELP)) {
            Help.show(List.of(command), console, arguments.has(GlobalOptions.JSON));
            return;
        }
        String host = arguments.value(GlobalOptions.HOST);
        if (host != null && arguments.has(GlobalOptions.SYSTEM)) {
            throw Failure.usage("--host and --system exclude each other");
        }
        if (host != null && command.local()) {
            throw Failure.usage(command.name() + " is about the machine it runs on; run it on " + host);
        }
        try (Client client = host == null ? clients.open(arguments.has(GlobalOptions.SYSTEM)) : clients.remote(host)) {
            Invocation invocation = new Invocation(
                    selected.calledAs(), arguments, host == null ? caller : FAR, console, machine, client);
            invocation.check();
            command.run(invocation);
        }
    }

    private void tell(Response.Failed failed, boolean json) throws IOException {
        try {
            if (json) {
                new JsonOutput(new ConsoleText(console)).error(failed);
            }
            console.flush();
        } catch (ReaderGone e) {
            // The exit code still tells that it failed.
        }
        if (!json) {
            complain(failed);
        }
    }

    private void complain(Response.Failed failed) {
        console.complain("pmon: " + failed.message());
        if (!failed.logTail().isEmpty()) {
            console.complain("the last lines of its log:");
            for (String line : failed.logTail()) {
                console.complain("  " + line);
            }
        }
    }

    /** Help that is not of one command: asked for alone, with the name of a group, or by saying nothing. */
    private boolean toldHelp(List<String> line) throws IOException {
        boolean asked = !Collections.disjoint(line, GlobalOptions.HELP.names());
        if (line.isEmpty() || (asked && Commands.withoutFlags(line).isEmpty())) {
            Help.show(Commands.shown(), console, jsonWanted(line));
            return true;
        }
        List<Command> group = asked ? Commands.group(line) : List.of();
        if (!group.isEmpty()) {
            Help.show(group, console, jsonWanted(line));
        }
        return !group.isEmpty();
    }

    /** Looked up word by word, because a line that cannot be read must still be answered in the form it asks for. */
    private static boolean jsonWanted(List<String> line) {
        int end = line.indexOf("--");
        return (end < 0 ? line : line.subList(0, end)).contains(GlobalOptions.JSON.longest());
    }
}
