package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.cli.args.Candidates;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Upgraded;
import pmon.cli.shell.Failure;

/** {@code daemon upgrade}: replaces the running daemon with another image, without any program noticing. */
final class DaemonUpgrade implements Command {
    @Override
    public String name() {
        return "daemon upgrade";
    }

    @Override
    public String summary() {
        return "Replace the running daemon with this version, or the image in PATH";
    }

    @Override
    public Parameters parameters() {
        return new Parameters("PATH", 0, 1, false, "directory of the image (default: that of this command)")
                .from(Candidates.DIRECTORIES);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> words = invocation.arguments().words();
        Upgraded upgraded =
                invocation.client().upgradeDaemon(words.isEmpty() ? null : words.getFirst(), invocation.timeout());
        String before = upgraded.before().version();
        String after = upgraded.after().version();
        if (invocation.json()) {
            Shown.by(invocation).output().upgraded(before, after);
        } else {
            invocation.console().print("the daemon is upgraded: " + before + " -> " + after + "\n");
        }
    }
}
