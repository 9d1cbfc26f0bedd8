package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code tls init}: the keys with which the daemon proves to other machines who it is. */
final class TlsInit implements Command {
    static final Option DAYS = Option.value("N", "how long the keys are good for (default: 398)", "--days");

    @Override
    public String name() {
        return "tls init";
    }

    @Override
    public String summary() {
        return "Make keys for commands from other machines";
    }

    @Override
    public List<String> details() {
        return List.of(
                "HOST are the names and addresses that clients reach this machine by, besides its own name and localhost. Where",
                "there are keys already the daemon's are made anew; those of clients stay good.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("HOST", 0, Integer.MAX_VALUE, false, "names and addresses of this machine");
    }

    @Override
    public List<Option> options() {
        return List.of(DAYS);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> arguments = new ArrayList<>(List.of("--tls", "init"));
        arguments.addAll(invocation.arguments().words());
        days(invocation, arguments);
        Config.pmond(invocation, arguments);
    }

    static void days(Invocation invocation, List<String> arguments) {
        String days = invocation.arguments().value(DAYS);
        if (days != null) {
            arguments.addAll(List.of(DAYS.longest(), days));
        }
    }
}
