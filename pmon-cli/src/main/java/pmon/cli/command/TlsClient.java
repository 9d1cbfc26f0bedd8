package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code tls client}: keys with which another machine commands this daemon. */
final class TlsClient implements Command {
    private static final Option USER = Option.value("USER", "whom it acts as (default: the daemon's user)", "--user");

    @Override
    public String name() {
        return "tls client";
    }

    @Override
    public String summary() {
        return "Make the keys of a client and let it in";
    }

    @Override
    public List<String> details() {
        return List.of(
                "The client may do what USER may, by default all that the daemon's own user may. It is let in at once, until",
                "`pmon tls revoke NAME`.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("NAME", 1, 1, false, "what to call the client");
    }

    @Override
    public List<Option> options() {
        return List.of(USER, TlsInit.DAYS);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> arguments = new ArrayList<>(
                List.of("--tls", "client", invocation.arguments().words().getFirst()));
        String user = invocation.arguments().value(USER);
        if (user != null) {
            arguments.addAll(List.of(USER.longest(), user));
        }
        TlsInit.days(invocation, arguments);
        Config.pmond(invocation, arguments);
    }
}
