package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code group stop}: {@code stop} of all programs of groups. */
final class GroupStop implements Command {
    @Override
    public String name() {
        return "group stop";
    }

    @Override
    public String summary() {
        return "Stop the programs of groups";
    }

    @Override
    public Parameters parameters() {
        return GroupCommands.parameters();
    }

    @Override
    public List<Option> options() {
        return List.of(Stop.FORCE);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        boolean force = invocation.arguments().has(Stop.FORCE);
        GroupCommands.change(
                invocation, Missing.FAIL, targets -> new Request.Stop(targets, force, invocation.completion()));
    }
}
