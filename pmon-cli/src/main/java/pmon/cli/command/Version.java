package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Frozen;
import pmon.cli.client.Build;
import pmon.cli.shell.Failure;
import pmon.wire.json.ImageParts;

/** {@code version}: which parts this image has, and which of them the daemon uses where one runs. */
final class Version implements Command {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public List<String> aliases() {
        return List.of("--version");
    }

    @Override
    public String summary() {
        return "Show the version and what it is made of";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Frozen.VersionInfo daemon = invocation.client().version();
        ImageParts image = Build.parts(invocation.machine().image());
        Frozen.VersionInfo shown = daemon == null ? Build.info(image) : daemon;
        if (invocation.json()) {
            Shown.by(invocation).output().version(shown, image);
            return;
        }
        StringBuilder text = new StringBuilder("pmon " + Build.version() + "\n");
        line(text, "daemon", daemon == null ? "not running" : daemon.version());
        if (daemon != null) {
            line(text, "uses", String.join(", ", daemon.ipc()) + ", " + daemon.store() + ", " + daemon.kernel());
        }
        line(text, "java", shown.java());
        line(text, "os", shown.os());
        line(text, "ipc", String.join(", ", image.ipc()));
        line(text, "store", String.join(", ", image.store()));
        line(text, "kernel", String.join(", ", image.kernel()));
        line(text, "plugins", String.join(", ", image.plugins()));
        invocation.console().print(text);
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(name)
                    .append(" ".repeat(8 - name.length()))
                    .append(value)
                    .append('\n');
        }
    }
}
