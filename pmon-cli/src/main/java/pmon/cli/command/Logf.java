package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code logf}: what programs write, as they write it. */
final class Logf implements Command {
    @Override
    public String name() {
        return "logf";
    }

    @Override
    public String summary() {
        return "Follow the logs of programs until Ctrl-C";
    }

    @Override
    public List<String> details() {
        return List.of("Lines of several programs are led by the program's name. Without a name it follows all.");
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(0);
    }

    @Override
    public List<Option> options() {
        return List.of(Log.LINES, Log.RAW);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Request request = new Request.ReadLog(invocation.targets(), Log.lines(invocation.arguments()), true, true);
        invocation.ask(request, Missing.FAIL, LogLines.followed(invocation));
    }
}
