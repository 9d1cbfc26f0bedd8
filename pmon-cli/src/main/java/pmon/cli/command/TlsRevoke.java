package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code tls revoke}: keys that are good for nothing any more. */
final class TlsRevoke implements Command {
    @Override
    public String name() {
        return "tls revoke";
    }

    @Override
    public String summary() {
        return "Let a client in no more";
    }

    @Override
    public List<String> details() {
        return List.of("It is cut off at its next request or answer where it is connected.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("NAME", 1, 1, false, "a client that pmon tls ls shows");
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Config.pmond(
                invocation,
                List.of("--tls", "revoke", invocation.arguments().words().getFirst()));
    }
}
