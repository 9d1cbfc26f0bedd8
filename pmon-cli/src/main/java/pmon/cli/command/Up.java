package pmon.cli.command;

import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.cli.args.Candidates;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/**
 * {@code up}: supervises a file in the foreground. Its launcher has the daemon executed in the place of the command line, so that signals,
 * terminal and orphans are the daemon's; what comes here is only explained.
 */
final class Up implements Command {
    @Override
    public String name() {
        return "up";
    }

    @Override
    public String summary() {
        return "Supervise the programs of a file in the foreground";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Shows what they print, each line with the name of its program. q or Ctrl-C stops them in order; once",
                "more kills what is left. Nothing is read from or left in the data directory. Fit to be PID 1.",
                "Ends with the exit code of the main program, or of the only one: 128 and more for a signal.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("FILE", 1, 1, false, "a process configuration in YAML, TOML or JSON")
                .from(Candidates.FILES);
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.value("NAME", "the main program: all end with it, which is not restarted", "--exit-on"),
                Option.value("DURATION", "kill what is left so long after the stop", "--stop-within"));
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        throw new Failure(ErrorCode.USAGE, "write the options of up behind it: pmon up FILE [OPTION]…");
    }
}
