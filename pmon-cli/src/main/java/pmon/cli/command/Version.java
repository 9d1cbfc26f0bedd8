package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.Frozen;
import pmon.cli.client.Build;
import pmon.cli.shell.Failure;

/** {@code version}: of the daemon where one runs, else of this image. */
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
        Frozen.VersionInfo shown = daemon == null ? Build.info() : daemon;
        if (invocation.json()) {
            Shown.by(invocation).output().version(shown);
            return;
        }
        StringBuilder text = new StringBuilder("pmon " + Build.version() + "\n");
        line(text, "daemon", daemon == null ? "not running" : daemon.version());
        line(text, "java", shown.java());
        line(text, "os", shown.os());
        line(text, "ipc", String.join(", ", shown.ipc()));
        line(text, "store", shown.store());
        line(text, "kernel", shown.kernel());
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
