package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response.PluginView;
import pmon.cli.shell.Failure;
import pmon.cli.show.PluginTable;

/** {@code plugin ls}. */
final class PluginLs implements Command {
    @Override
    public String name() {
        return "plugin ls";
    }

    @Override
    public List<String> aliases() {
        return List.of("plugin list");
    }

    @Override
    public String summary() {
        return "List all plugins";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<PluginView> plugins = PluginCommands.plugins(invocation, new Request.ListPlugins());
        if (invocation.json()) {
            Shown.by(invocation).output().plugins(plugins);
            return;
        }
        StringBuilder text = new StringBuilder();
        PluginTable.render(
                plugins,
                text,
                invocation.console().columns(),
                invocation.console().colour());
        invocation.console().print(text);
    }
}
