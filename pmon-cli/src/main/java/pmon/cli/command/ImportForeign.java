package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pmon.cli.args.Candidates;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;

/** {@code import FORMAT}: takes over the file of another process manager. The image's pmond does it, which knows their formats. */
final class ImportForeign implements Command {
    private final String format;
    private final String label;
    private final String summary;

    /**
     * @param format the word for it, here and for pmond
     * @param label what its file is usually called, for help
     */
    ImportForeign(String format, String label, String summary) {
        this.format = format;
        this.label = label;
        this.summary = summary;
    }

    @Override
    public String name() {
        return "import " + format;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public List<String> details() {
        return List.of(
                "Writes its programs as a process configuration, which init applies, and lists what has no equivalent, with",
                "lines. No file that is there is changed, and no daemon is needed.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters(label, 1, 1, false, "the file to read").from(Candidates.FILES);
    }

    @Override
    public List<Option> options() {
        return List.of(ImportPmon3.OUTPUT, ImportPmon3.DRY_RUN);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add("--import");
        arguments.add(format);
        arguments.add(
                invocation.caller().absolute(invocation.arguments().words().getFirst()));
        ImportPmon3.addOptions(invocation, arguments);
        Config.pmond(invocation, arguments);
    }
}
