package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code logs reopen}: for whoever renames log files himself. */
final class LogsReopen implements Command {
    @Override
    public String name() {
        return "logs reopen";
    }

    @Override
    public String summary() {
        return "Open log files again by their paths, after they were renamed";
    }

    @Override
    public List<String> details() {
        return List.of("For logrotate and its like. Without a name it is all programs that you may act on.");
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(0);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<ProcessView> reopened = invocation.processes(
                new Request.ReopenLogs(invocation.targets(), invocation.completion()), Missing.FAIL);
        if (invocation.json()) {
            Shown.by(invocation).json(reopened);
            return;
        }
        for (ProcessView process : reopened) {
            invocation.console().print("reopened the log of " + process.name() + " (" + process.id() + ")\n");
        }
    }
}
