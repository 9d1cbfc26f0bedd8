package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code run-task}: runs tasks now, and waits for their end. */
final class RunTask implements Command {
    @Override
    public String name() {
        return "run-task";
    }

    @Override
    public String summary() {
        return "Run tasks now";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Waits for their end; exit code 1 when one of them fails.",
                "One with shutdown stops all other programs first and starts them again; none ends the daemon.");
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(1);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Request request = new Request.RunTask(invocation.targets(), invocation.completion());
        Shown.by(invocation).changed(invocation.processes(request, Missing.FAIL));
    }
}
