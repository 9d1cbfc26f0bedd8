package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code group restart}: {@code restart} of all programs of groups. */
final class GroupRestart implements Command {
    @Override
    public String name() {
        return "group restart";
    }

    @Override
    public List<String> aliases() {
        return List.of("group start");
    }

    @Override
    public String summary() {
        return "(Re)start the programs of groups";
    }

    @Override
    public List<String> details() {
        return List.of("Running programs are stopped first. Called as start, it does not count as a restart.");
    }

    @Override
    public Parameters parameters() {
        return GroupCommands.parameters();
    }

    @Override
    public List<Option> options() {
        return Restart.CHANGES;
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        SpecChange change = Restart.change(invocation);
        boolean counted = invocation.calledAs().equals(name());
        GroupCommands.change(
                invocation,
                invocation.startMissing(),
                targets -> new Request.Restart(targets, change, counted, invocation.completion()));
    }
}
