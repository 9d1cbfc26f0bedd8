package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.cli.shell.Failure;

/** {@code group ls}. */
final class GroupLs implements Command {
    @Override
    public String name() {
        return "group ls";
    }

    @Override
    public List<String> aliases() {
        return List.of("group list");
    }

    @Override
    public String summary() {
        return "List all groups";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        GroupCommands.show(invocation, GroupCommands.groups(invocation, new Request.ListGroups()), false);
    }
}
