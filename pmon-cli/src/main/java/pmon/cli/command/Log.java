package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.Request;
import pmon.cli.args.Arguments;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code log}: what programs wrote. */
final class Log implements Command {
    static final Option LINES =
            Option.value("K", "the last K lines (default 10), or with +K all from line K on", "-n", "--lines");
    static final Option RAW = Option.flag("do not lead lines by the program's name", "--raw");
    private static final Option ALL = Option.flag("the whole log", "-a", "--all");
    private static final LogRange DEFAULT = new LogRange.Last(10);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String summary() {
        return "Print the logs of programs";
    }

    @Override
    public List<String> details() {
        return List.of("Lines of several programs are led by the program's name. Without a name it shows all.");
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(0);
    }

    @Override
    public List<Option> options() {
        return List.of(ALL, LINES, RAW);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        LogLines lines = LogLines.listed(invocation);
        invocation.ask(
                new Request.ReadLog(invocation.targets(), range(invocation.arguments()), false, true),
                Missing.FAIL,
                lines);
        lines.end();
    }

    private static LogRange range(Arguments given) throws Failure {
        if (!given.has(ALL)) {
            return lines(given);
        }
        if (given.has(LINES)) {
            throw Failure.usage("--all and --lines exclude each other");
        }
        return new LogRange.From(1);
    }

    static LogRange lines(Arguments given) throws Failure {
        String text = given.value(LINES);
        if (text == null) {
            return DEFAULT;
        }
        try {
            return text.startsWith("+")
                    ? new LogRange.From(Long.parseLong(text, 1, text.length(), 10))
                    : new LogRange.Last(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--lines: not a number of lines: " + text + "; write it like 20, or +20");
        }
    }
}
