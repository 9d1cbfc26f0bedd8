package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.GroupChange;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code group create}. */
final class GroupCreate implements Command {
    @Override
    public String name() {
        return "group create";
    }

    @Override
    public String summary() {
        return "Create groups";
    }

    @Override
    public List<String> details() {
        return List.of("A group that is there already stays as it is.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("NAME[,NAME…]", 1, Integer.MAX_VALUE, false, "names of the new groups");
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> names = GroupCommands.named(invocation);
        GroupCommands.show(
                invocation, GroupCommands.changed(invocation, new GroupChange.Create(names)), names.size() == 1);
    }
}
