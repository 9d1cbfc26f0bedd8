package pmon.cli.command;

import java.io.IOException;
import pmon.cli.shell.Failure;

/** {@code daemon start}. */
final class DaemonStart implements Command {
    @Override
    public String name() {
        return "daemon start";
    }

    @Override
    public String summary() {
        return "Start the daemon";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        invocation.client().startDaemon();
        DaemonStatus.show(invocation);
    }
}
