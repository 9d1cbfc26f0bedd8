package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code stop}: ends programs until somebody starts them again. */
final class Stop implements Command {
    static final Option ONLY = Option.flag("leave alone what depends on them", "--only");
    static final Option FORCE = Option.flag("kill at once instead of asking to end", "-f", "--force");

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String summary() {
        return "Stop programs";
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(1);
    }

    @Override
    public List<Option> options() {
        return List.of(FORCE, ONLY);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        boolean force = invocation.arguments().has(FORCE);
        boolean only = invocation.arguments().has(ONLY);
        Request request = new Request.Stop(invocation.targets(), force, only, invocation.completion());
        Shown.by(invocation).changed(invocation.processes(request, Missing.FAIL));
    }
}
