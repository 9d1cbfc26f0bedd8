package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pmon.cli.args.Candidates;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code import pmon3}: takes over what pmon3 left. The image's pmond does it, which knows databases and configuration. */
final class ImportPmon3 implements Command {
    private static final Option DRY_RUN = Option.flag("only show what would be taken over", "--dry-run");

    @Override
    public String name() {
        return "import pmon3";
    }

    @Override
    public String summary() {
        return "Take over a pmon3 database and its configuration";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Without files it looks where pmon3 keeps them. Neither file is changed, and no daemon may be running.",
                "Look at it with --dry-run first.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("DATA.DB CONFIG.YML", 0, 2, false, "pmon3's database, and its configuration file")
                .from(Candidates.FILES);
    }

    @Override
    public List<Option> options() {
        return List.of(DRY_RUN);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add("--import-pmon3");
        for (String file : invocation.arguments().words()) {
            arguments.add(invocation.caller().absolute(file));
        }
        if (invocation.arguments().has(DRY_RUN)) {
            arguments.add(DRY_RUN.longest());
        }
        Config.pmond(invocation, arguments);
    }
}
