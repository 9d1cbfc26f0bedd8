package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.cli.shell.Failure;

/** {@code tls ls}: who is let in from other machines. */
final class TlsLs implements Command {
    @Override
    public String name() {
        return "tls ls";
    }

    @Override
    public String summary() {
        return "List the clients that are let in from other machines";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Config.pmond(invocation, List.of("--tls", "ls"));
    }
}
