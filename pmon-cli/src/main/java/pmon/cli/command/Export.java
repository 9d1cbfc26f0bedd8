package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.args.Candidates;
import pmon.cli.args.Nearest;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code export}: programs as a process configuration. */
final class Export implements Command {
    private static final List<String> FORMATS = List.of("json", "toml", "yaml");
    /** For completion; the daemon says which there are. */
    private static final List<String> FIELDS =
            List.of("id", "name", "file", "user", "log", "status", "restart_count", "created_at", "updated_at");

    private static final Option ORDER = Option.value(
                    "FIELD", "the field that programs are ordered by, such as name (default: id)", "-o", "--order")
            .from(Candidates.of(FIELDS));

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String summary() {
        return "Print all programs as a process configuration";
    }

    @Override
    public List<String> details() {
        return List.of("What it prints can be used as the file that process_config_file names.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("FORMAT", 0, 1, false, "json, toml or yaml (default: json)").from(Candidates.of(FORMATS));
    }

    @Override
    public List<Option> options() {
        return List.of(ORDER);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> words = invocation.arguments().words();
        String format = words.isEmpty() ? FORMATS.getFirst() : words.getFirst();
        if (!FORMATS.contains(format)) {
            throw Failure.usage("unknown format " + format + Nearest.suggestion(format, FORMATS)
                    + "; accepted formats: json, toml or yaml");
        }
        if (invocation.json() && !format.equals(FORMATS.getFirst())) {
            throw Failure.usage("--json and the format " + format + " exclude each other");
        }
        String order = invocation.arguments().value(ORDER);
        Request request = new Request.Export(format, order == null ? "id" : order);
        if (!(invocation.ask(request, Missing.FAIL, item -> {}) instanceof Response.Text(var text))) {
            throw new Failure(ErrorCode.FAILED, "the daemon answered something else than a text");
        }
        invocation.console().print(text.endsWith("\n") ? text : text + "\n");
    }
}
