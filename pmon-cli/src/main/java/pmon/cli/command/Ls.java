package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code ls}: all programs. */
final class Ls implements Command {
    @Override
    public String name() {
        return "ls";
    }

    @Override
    public List<String> aliases() {
        return List.of("list");
    }

    @Override
    public String summary() {
        return "List all programs";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<ProcessView> processes = invocation.processes(new Request.ListProcesses(), Missing.FAIL);
        Shown shown = Shown.by(invocation);
        if (invocation.json()) {
            shown.json(processes);
        } else {
            shown.table(processes);
        }
    }
}
