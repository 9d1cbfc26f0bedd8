package pmon.cli.command;

import java.io.IOException;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;
import pmon.cli.show.Human;

/** {@code daemon status}. */
final class DaemonStatus implements Command {
    @Override
    public String name() {
        return "daemon status";
    }

    @Override
    public String summary() {
        return "Show whether the daemon runs";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        show(invocation);
    }

    static void show(Invocation invocation) throws Failure, IOException {
        Response response = invocation.ask(new Request.DaemonStatus(), Missing.FAIL, item -> {});
        if (!(response instanceof Response.Daemon daemon)) {
            throw new Failure(ErrorCode.FAILED, "the daemon answered something else than its status");
        }
        if (invocation.json()) {
            Shown.by(invocation).output().daemon(daemon);
            return;
        }
        String problems = daemon.problems().isEmpty() ? "" : String.join("\n", daemon.problems()) + "\n";
        invocation
                .console()
                .print("the daemon is running: pid " + daemon.pid() + ", version " + daemon.version() + ", up "
                        + Human.duration(daemon.uptimeMillis()) + ", " + daemon.programs()
                        + (daemon.programs() == 1 ? " program, " : " programs, ") + daemon.socket() + "\n" + problems);
    }
}
