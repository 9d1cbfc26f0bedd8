package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Response.GroupDetail;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.show.GroupTable;

/** {@code group desc}: groups with their programs. */
final class GroupDesc implements Command {
    @Override
    public String name() {
        return "group desc";
    }

    @Override
    public List<String> aliases() {
        return List.of("group show");
    }

    @Override
    public String summary() {
        return "Show groups and their programs";
    }

    @Override
    public Parameters parameters() {
        return GroupCommands.parameters();
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> named = GroupCommands.named(invocation);
        List<GroupDetail> groups = GroupCommands.details(invocation, named, Missing.FAIL);
        if (!invocation.json()) {
            Console console = invocation.console();
            StringBuilder text = new StringBuilder();
            for (GroupDetail group : groups) {
                GroupTable.render(group, text, console.columns(), console.colour());
            }
            console.print(text);
        } else if (named.size() == 1 && groups.size() == 1) {
            Shown.by(invocation).output().group(groups.getFirst());
        } else {
            Shown.by(invocation).output().groupDetails(groups);
        }
    }
}
