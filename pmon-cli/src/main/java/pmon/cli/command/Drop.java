package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.cli.args.Option;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code drop}: stops everything and forgets it. */
final class Drop implements Command {
    @Override
    public String name() {
        return "drop";
    }

    @Override
    public String summary() {
        return "Stop all programs and delete them and their logs";
    }

    @Override
    public List<Option> options() {
        return List.of(Stop.FORCE);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Request request = new Request.Drop(invocation.arguments().has(Stop.FORCE), invocation.completion());
        Shown.by(invocation).changed(invocation.processes(request, Missing.FAIL));
    }
}
