package pmon.daemon.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.core.order.StartOrder;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.InitPlan;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.config.Configuration;
import pmon.daemon.document.Mistake;
import pmon.daemon.export.Export;
import pmon.daemon.intake.Intake;
import pmon.daemon.intake.Resolution;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.process.ProcessConfiguration;

/** Answers what is asked about the settings and the process configuration. */
public final class ConfigurationRequests {
    private final Supplier<Configuration> configuration;
    private final Intake intake;
    private final Export export;
    private final long uid;
    private final Supplier<MonitorTypes> monitors;

    /**
     * Puts it together.
     *
     * @param configuration the settings as they are now
     * @param uid the daemon's effective user id
     * @param monitors the types of checks that there are now
     */
    public ConfigurationRequests(
            Supplier<Configuration> configuration,
            Intake intake,
            Export export,
            long uid,
            Supplier<MonitorTypes> monitors) {
        this.monitors = monitors;
        this.configuration = configuration;
        this.intake = intake;
        this.export = export;
        this.uid = uid;
    }

    /** The daemon's effective user id. */
    long daemonUid() {
        return uid;
    }

    Response settings() {
        return new Response.Settings(configuration.get().effective());
    }

    Response export(Request.Export wanted, Snapshot snapshot, Caller caller) {
        return export.write(snapshot.processes(), wanted.format(), wanted.order(), caller);
    }

    /** What {@link Request.Init} would be refused for, this is refused for, too. */
    Response plan(Request.PlanInit wanted, Snapshot snapshot, Caller caller) {
        Request.Init init = new Request.Init(wanted.configurationOnly(), false, Completion.UNTIL_DONE);
        return switch (intake.resolve(caller, init)) {
            case Resolution.Refused(ErrorCode code, String message) -> new Response.Failed(code, message);
            case Resolution.Ready(List<Change> changes) -> plan((Change.Init) changes.getFirst(), snapshot, caller);
        };
    }

    private static Response plan(Change.Init init, Snapshot snapshot, Caller caller) {
        InitPlan plan = InitPlan.of(snapshot, init.entries(), caller);
        return plan.problems().isEmpty()
                ? plan.response()
                : new Response.Failed(ErrorCode.FAILED, String.join("\n", plan.problems()));
    }

    /** As written: whether the programs could be started is another question. */
    Response order(Request.ShowDependencies wanted, Snapshot snapshot, Caller caller) {
        return switch (ProcessConfiguration.load(configuration.get(), uid, monitors.get())) {
            case ProcessConfiguration.Result.Broken(List<Mistake> mistakes) ->
                new Response.Failed(
                        ErrorCode.BAD_CONFIG,
                        // What is wrong quotes a file that others may not read.
                        caller.account().root() || caller.account().uid() == uid
                                ? "cannot order the programs: " + Mistake.text(mistakes)
                                : "cannot order the programs: the process configuration is broken");
            case ProcessConfiguration.Result.Valid(ProcessConfiguration read) -> {
                SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
                if (!wanted.configurationOnly()) {
                    snapshot.processes()
                            .forEach(process -> dependencies.put(
                                    process.name(), process.record().spec().dependencies()));
                }
                read.entries()
                        .forEach(entry ->
                                dependencies.put(entry.name(), entry.command().dependencies()));
                yield StartOrder.of(dependencies).response();
            }
        };
    }
}
