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
    static final Option OUTPUT = Option.value(
                    "FILE",
                    "the process configuration to write (default: process.config.yaml beside the configuration)",
                    "-o",
                    "--output")
            .from(Candidates.FILES);
    static final Option DRY_RUN = Option.flag("only show what would be taken over", "--dry-run");

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
                "Writes pmon3's programs as a process configuration, which init applies, and says what is different. Without",
                "files it looks where pmon3 keeps them. No file that is there is changed, and no daemon is needed.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("DATA.DB CONFIG.YML", 0, 2, false, "pmon3's database, and its configuration file")
                .from(Candidates.FILES);
    }

    @Override
    public List<Option> options() {
        return List.of(OUTPUT, DRY_RUN);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add("--import-pmon3");
        for (String file : invocation.arguments().words()) {
            arguments.add(invocation.caller().absolute(file));
        }
        addOptions(invocation, arguments);
        Config.pmond(invocation, arguments);
    }

    /** What all kinds of import have. */
    static void addOptions(Invocation invocation, List<String> arguments) {
        String output = invocation.arguments().value(OUTPUT);
        if (output != null) {
            arguments.add(OUTPUT.longest());
            arguments.add(invocation.caller().absolute(output));
        }
        if (invocation.arguments().has(DRY_RUN)) {
            arguments.add(DRY_RUN.longest());
        }
    }
}
