package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code del}: stops programs and forgets them. */
final class Del implements Command {
    private static final Option KEEP_LOGS = Option.flag("leave the log files", "--keep-logs");

    @Override
    public String name() {
        return "del";
    }

    @Override
    public List<String> aliases() {
        return List.of("delete");
    }

    @Override
    public String summary() {
        return "Stop programs and delete them and their logs";
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(1);
    }

    @Override
    public List<Option> options() {
        return List.of(Stop.FORCE, KEEP_LOGS);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        boolean force = invocation.arguments().has(Stop.FORCE);
        boolean keepLogs = invocation.arguments().has(KEEP_LOGS);
        List<ProcessView> deleted = invocation.processes(
                new Request.Delete(invocation.targets(), force, keepLogs, invocation.completion()), Missing.FAIL);
        if (invocation.json()) {
            Shown.by(invocation).json(deleted);
            return;
        }
        for (ProcessView process : deleted) {
            invocation.console().print("deleted " + process.name() + " (" + process.id() + ")\n");
        }
    }
}
