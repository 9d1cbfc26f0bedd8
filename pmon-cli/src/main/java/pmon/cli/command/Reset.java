package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code reset}: counts restarts from 0 again. */
final class Reset implements Command {
    @Override
    public String name() {
        return "reset";
    }

    @Override
    public String summary() {
        return "Set restart counters to 0";
    }

    @Override
    public List<String> details() {
        return List.of("Without a name it resets all.");
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(0);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Request request = new Request.Reset(invocation.targets(), invocation.completion());
        Shown.by(invocation).changed(invocation.processes(request, Missing.FAIL));
    }
}
