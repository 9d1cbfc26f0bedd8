package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** What {@code desc} and {@code status} have in common: the same programs, told in words of their own. */
final class Described {
    private Described() {}

    /** How a command tells people. */
    interface Words {
        void tell(Invocation invocation, List<ProcessView> processes) throws IOException;
    }

    /** Asks for what was named, and shows it. */
    static void show(Invocation invocation, Words words) throws Failure, IOException {
        List<ProcessView> processes = invocation.processes(new Request.Describe(invocation.targets()), Missing.FAIL);
        if (invocation.json()) {
            Shown.by(invocation).json(processes);
        } else {
            words.tell(invocation, processes);
        }
    }
}
