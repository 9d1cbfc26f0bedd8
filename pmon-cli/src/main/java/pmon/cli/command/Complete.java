package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response.GroupView;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.completion.Completer;
import pmon.cli.completion.LiveNames;
import pmon.cli.completion.Suggestion;
import pmon.cli.shell.Failure;

/** {@code __complete}: what the completion scripts ask. It never complains, because somebody is typing. */
final class Complete implements Command {
    @Override
    public String name() {
        return "__complete";
    }

    @Override
    public boolean hidden() {
        return true;
    }

    @Override
    public String summary() {
        return "Tell what the last word behind -- may become";
    }

    @Override
    public Parameters parameters() {
        return new Parameters("", 0, 0, true, "");
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> words = invocation.arguments().rest();
        StringBuilder text = new StringBuilder();
        for (Suggestion suggestion :
                Completer.complete(Commands.all(), words == null ? List.of() : words, new FromDaemon(invocation))) {
            text.append(suggestion).append('\n');
        }
        invocation.console().print(text);
    }

    private record FromDaemon(Invocation invocation) implements LiveNames {
        @Override
        public List<Suggestion> programs() {
            List<Suggestion> names = new ArrayList<>();
            try {
                for (ProcessView process : invocation.processes(new Request.ListProcesses(), Missing.FAIL)) {
                    names.add(new Suggestion(process.name(), process.status().word()));
                }
            } catch (Failure | IOException e) {
                // Then there are none to be offered.
            }
            return names;
        }

        @Override
        public List<Suggestion> groups() {
            List<Suggestion> names = new ArrayList<>();
            try {
                for (GroupView group : GroupCommands.groups(invocation, new Request.ListGroups())) {
                    names.add(new Suggestion(group.name(), String.join(", ", group.processes())));
                }
            } catch (Failure | IOException e) {
                // Then there are none to be offered.
            }
            return names;
        }
    }
}
