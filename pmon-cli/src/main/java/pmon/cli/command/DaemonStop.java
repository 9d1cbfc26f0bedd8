package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.cli.args.Option;
import pmon.cli.shell.Failure;

/** {@code daemon stop}: ends the daemon and its programs, which come back with the next one; or the daemon alone. */
final class DaemonStop implements Command {
    private static final Option KEEP_PROGRAMS =
            Option.flag("leave programs running; the next daemon takes them over", "--keep-programs");

    @Override
    public String name() {
        return "daemon stop";
    }

    @Override
    public String summary() {
        return "Stop the daemon and, until its next start, all programs";
    }

    @Override
    public List<Option> options() {
        return List.of(KEEP_PROGRAMS);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        boolean stopped =
                invocation.client().stopDaemon(invocation.arguments().has(KEEP_PROGRAMS), invocation.timeout());
        if (invocation.json()) {
            invocation.console().print("{\"stopped\":" + stopped + "}\n");
        } else {
            invocation.console().print(stopped ? "the daemon is stopped\n" : "no daemon is running\n");
        }
    }
}
