package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code flush}: empties logs. */
final class Flush implements Command {
    @Override
    public String name() {
        return "flush";
    }

    @Override
    public String summary() {
        return "Empty the logs of programs";
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(1);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<ProcessView> flushed = invocation.processes(
                new Request.FlushLogs(invocation.targets(), invocation.completion()), Missing.FAIL);
        if (invocation.json()) {
            Shown.by(invocation).json(flushed);
            return;
        }
        for (ProcessView process : flushed) {
            invocation
                    .console()
                    .print("emptied the log of " + process.name() + " (" + process.id() + ")"
                            + (process.log() == null ? "" : ": " + process.log()) + "\n");
        }
    }
}
