package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.args.Option;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code init}: applies the process configuration, and starts what is stopped. */
final class Init implements Command {
    /** The last spelling is pmon3's older one. */
    static final Option CONFIGURATION_ONLY = Option.flag(
            "only the programs that the process configuration names",
            "-c",
            "--process-config-only",
            "--apps-config-only");

    private static final Option BLOCKING =
            Option.flag("wait until it is done, which is the default", "-b", "--blocking");
    private static final Option DRY_RUN = Option.flag("only show what would be done", "--dry-run");
    private static final Option PRUNE =
            Option.flag("delete programs that the configuration has named and no longer does", "--prune");

    @Override
    public String name() {
        return "init";
    }

    @Override
    public String summary() {
        return "Apply the process configuration and start all stopped programs";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Programs start in the order of their dependencies. Running ones are restarted only where the",
                "configuration changes their command, arguments, environment or user.",
                "Without a daemon, --dry-run does not start one.");
    }

    @Override
    public List<Option> options() {
        return List.of(CONFIGURATION_ONLY, BLOCKING, DRY_RUN, PRUNE);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        boolean configurationOnly = invocation.arguments().has(CONFIGURATION_ONLY);
        boolean prune = invocation.arguments().has(PRUNE);
        if (invocation.arguments().has(DRY_RUN)) {
            plan(invocation, configurationOnly, prune);
            return;
        }
        Request request = new Request.Init(configurationOnly, prune, invocation.completion());
        List<ProcessView> affected = invocation.processes(request, invocation.startMissing());
        Shown.by(invocation).changed(affected);
    }

    private static void plan(Invocation invocation, boolean configurationOnly, boolean prune)
            throws Failure, IOException {
        Response response = invocation.ask(new Request.PlanInit(configurationOnly), Missing.FAIL, item -> {});
        if (!(response instanceof Response.Plan plan)) {
            throw new Failure(ErrorCode.FAILED, "the daemon answered something else than a plan");
        }
        if (invocation.json()) {
            Shown.by(invocation).output().plan(plan);
            return;
        }
        StringBuilder text = new StringBuilder();
        line(text, "add", plan.added());
        line(text, "update", plan.updated());
        line(text, "restart", plan.restarted());
        line(text, prune ? "delete" : "no longer configured, kept without --prune", plan.removed());
        line(text, "unchanged", plan.unchanged());
        invocation.console().print(text.isEmpty() ? "nothing to do\n" : text);
    }

    private static void line(StringBuilder text, String what, List<String> names) {
        if (!names.isEmpty()) {
            text.append(what).append(": ").append(String.join(", ", names)).append('\n');
        }
    }
}
