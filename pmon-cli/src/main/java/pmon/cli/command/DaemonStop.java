package pmon.cli.command;

import java.io.IOException;
import pmon.cli.shell.Failure;

/** {@code daemon stop}: ends the daemon and its programs, which come back with the next one. */
final class DaemonStop implements Command {
    @Override
    public String name() {
        return "daemon stop";
    }

    @Override
    public String summary() {
        return "Stop the daemon";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        boolean stopped = invocation.client().stopDaemon(invocation.timeout());
        if (invocation.json()) {
            invocation.console().print("{\"stopped\":" + stopped + "}\n");
        } else {
            invocation.console().print(stopped ? "the daemon is stopped\n" : "no daemon is running\n");
        }
    }
}
