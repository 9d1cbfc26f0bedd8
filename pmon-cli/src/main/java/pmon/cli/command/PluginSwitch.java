package pmon.cli.command;

import java.io.IOException;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response.PluginView;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code plugin enable} and {@code plugin disable}. */
record PluginSwitch(boolean on) implements Command {
    @Override
    public String name() {
        return on ? "plugin enable" : "plugin disable";
    }

    @Override
    public String summary() {
        return on
                ? "Switch a plugin on, for good; one that failed is tried again"
                : "Switch a plugin off, for good; its files and settings stay";
    }

    @Override
    public Parameters parameters() {
        return PluginCommands.parameters();
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        String name = invocation.arguments().words().getFirst();
        for (PluginView plugin : PluginCommands.plugins(invocation, new Request.SwitchPlugin(name, on))) {
            if (invocation.json()) {
                Shown.by(invocation).output().plugin(plugin);
                return;
            }
            invocation.console().print("plugin " + plugin.name() + " is " + plugin.state() + "\n");
            for (String problem : plugin.problems()) {
                invocation.console().print("  " + problem + "\n");
            }
        }
    }
}
