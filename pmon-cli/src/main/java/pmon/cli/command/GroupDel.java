package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.Response.GroupView;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code group del}. */
final class GroupDel implements Command {
    @Override
    public String name() {
        return "group del";
    }

    @Override
    public List<String> aliases() {
        return List.of("group delete");
    }

    @Override
    public String summary() {
        return "Delete groups; their programs stay";
    }

    @Override
    public Parameters parameters() {
        return GroupCommands.parameters();
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> named = GroupCommands.named(invocation);
        List<GroupView> deleted = GroupCommands.changed(invocation, new GroupChange.Delete(named));
        if (invocation.json()) {
            GroupCommands.show(invocation, deleted, named.size() == 1);
            return;
        }
        for (GroupView group : deleted) {
            invocation.console().print("deleted group " + group.name() + " (" + group.id() + ")\n");
        }
    }
}
