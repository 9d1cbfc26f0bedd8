package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.args.Candidates;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Option;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;
import pmon.cli.show.SettingsTable;

/** {@code config}: the settings in force, of the daemon that runs or of one that would. */
final class Config implements Command {
    private static final Option CHECK = Option.value(
                    "FILE", "say what is wrong with a configuration file, of the system or of programs", "--check")
            .from(Candidates.FILES);

    @Override
    public String name() {
        return "config";
    }

    @Override
    public String summary() {
        return "Show the settings in force, or check a configuration file";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Each setting is shown with where it comes from: default, a file, or a variable. Needs no daemon: without",
                "one it shows the settings that a daemon would have.");
    }

    @Override
    public List<Option> options() {
        return List.of(CHECK);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        String file = invocation.arguments().value(CHECK);
        if (file != null) {
            pmond(invocation, List.of("--check-config", invocation.caller().absolute(file)));
            return;
        }
        Response response;
        try {
            response = invocation.ask(new Request.ShowSettings(), Missing.FAIL, item -> {});
        } catch (Failure failure) {
            if (failure.failed().code() != ErrorCode.NO_DAEMON) {
                throw failure;
            }
            pmond(invocation, List.of("--print-config"));
            return;
        }
        if (!(response instanceof Response.Settings(var settings))) {
            throw new Failure(ErrorCode.FAILED, "the daemon answered something else than settings");
        }
        if (invocation.json()) {
            Shown.by(invocation).output().settings(settings);
            return;
        }
        StringBuilder text = new StringBuilder();
        SettingsTable.render(settings, text);
        invocation.console().print(text);
        // A file that was broken meanwhile is not what these settings come from.
        if (invocation.ask(new Request.DaemonStatus(), Missing.FAIL, item -> {}) instanceof Response.Daemon daemon) {
            for (String problem : daemon.problems()) {
                invocation.console().complain("pmon: " + problem);
            }
        }
    }

    /** Lets the image's pmond do it: what it prints is the output, and its exit code is that of the command. */
    static void pmond(Invocation invocation, List<String> arguments) throws Failure {
        List<String> all = new ArrayList<>(arguments);
        if (invocation.json()) {
            all.add(GlobalOptions.JSON.longest());
        }
        int code = invocation.client().runDaemonProgram(all);
        if (code != 0) {
            throw Failure.told(code);
        }
    }
}
