package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Response.PluginView;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** What the commands about plugins have in common. */
final class PluginCommands {
    private PluginCommands() {}

    /** One plugin. */
    static Parameters parameters() {
        return new Parameters("NAME", 1, 1, false, "the name of a plugin");
    }

    static List<PluginView> plugins(Invocation invocation, Request request) throws Failure, IOException {
        if (invocation.ask(request, Missing.FAIL, item -> {}) instanceof Response.Plugins(var plugins)) {
            return plugins;
        }
        throw new Failure(ErrorCode.FAILED, "the daemon answered something else than plugins");
    }
}
