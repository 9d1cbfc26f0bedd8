package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.GroupChange;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code group assign}: puts programs into groups. */
final class GroupAssign implements Command {
    @Override
    public String name() {
        return "group assign";
    }

    @Override
    public String summary() {
        return "Put programs into groups";
    }

    @Override
    public Parameters parameters() {
        return GroupCommands.groupsAndPrograms();
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> groups = GroupCommands.first(invocation);
        GroupChange change = new GroupChange.Assign(groups, GroupCommands.second(invocation));
        GroupCommands.show(invocation, GroupCommands.changed(invocation, change), groups.size() == 1);
    }
}
