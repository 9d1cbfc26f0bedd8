package pmon.daemon.request;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Response.PluginView;
import pmon.core.supervisor.Caller;
import pmon.daemon.plugin.Plugins;

/**
 * Answers what is asked about plugins, and switches them.
 *
 * @param uid the daemon's effective user id
 */
public record PluginRequests(Plugins plugins, long uid) {
    Response list(Caller caller) {
        return new Response.Plugins(plugins.views(looksAfterIt(caller)));
    }

    Response change(Request.SwitchPlugin wanted, Caller caller) {
        String what = "cannot " + (wanted.on() ? "enable" : "disable") + " plugin " + wanted.name() + ": ";
        if (!looksAfterIt(caller)) {
            return new Response.Failed(
                    ErrorCode.NOT_PERMITTED, what + "only root and the user of the daemon may, whom it works for");
        }
        try {
            if (plugins.set(wanted.name(), wanted.on())) {
                return new Response.Plugins(named(wanted.name()));
            }
            List<String> names =
                    plugins.views(false).stream().map(PluginView::name).toList();
            return new Response.Failed(
                    ErrorCode.UNKNOWN_PLUGIN,
                    what + "there is none of this name; there are " + String.join(", ", names));
        } catch (IOException e) {
            return new Response.Failed(ErrorCode.FAILED, what + "that cannot be kept: " + e);
        }
    }

    private List<PluginView> named(String name) {
        return plugins.views(true).stream()
                .filter(view -> view.name().equals(name))
                .toList();
    }

    private boolean looksAfterIt(Caller caller) {
        return caller.account().root() || caller.account().uid() == uid;
    }
}
