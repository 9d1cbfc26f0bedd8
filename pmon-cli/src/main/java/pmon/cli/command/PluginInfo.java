package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response.PluginView;
import pmon.cli.args.Nearest;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;
import pmon.cli.show.PluginTable;

/** {@code plugin info}. */
final class PluginInfo implements Command {
    @Override
    public String name() {
        return "plugin info";
    }

    @Override
    public String summary() {
        return "Show what a plugin provides, its settings and its problems";
    }

    @Override
    public Parameters parameters() {
        return PluginCommands.parameters();
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        String name = invocation.arguments().words().getFirst();
        List<String> names = new ArrayList<>();
        for (PluginView plugin : PluginCommands.plugins(invocation, new Request.ListPlugins())) {
            if (plugin.name().equals(name)) {
                show(invocation, plugin);
                return;
            }
            names.add(plugin.name());
        }
        throw new Failure(ErrorCode.UNKNOWN_PLUGIN, "there is no plugin " + name + Nearest.suggestion(name, names));
    }

    private static void show(Invocation invocation, PluginView plugin) throws IOException {
        if (invocation.json()) {
            Shown.by(invocation).output().plugin(plugin);
            return;
        }
        StringBuilder text = new StringBuilder();
        PluginTable.render(plugin, text);
        invocation.console().print(text);
    }
}
