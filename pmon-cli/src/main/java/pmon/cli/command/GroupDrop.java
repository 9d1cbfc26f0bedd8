package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code group drop}: deletes all programs of groups. */
final class GroupDrop implements Command {
    @Override
    public String name() {
        return "group drop";
    }

    @Override
    public String summary() {
        return "Stop and delete the programs of groups; the groups stay";
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
                invocation,
                Missing.FAIL,
                targets -> new Request.Delete(targets, force, false, invocation.completion()));
    }
}
