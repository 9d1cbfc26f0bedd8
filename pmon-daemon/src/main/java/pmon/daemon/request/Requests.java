package pmon.daemon.request;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Targets;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.GroupSnapshot;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Selection;
import pmon.core.supervisor.Selection.Purpose;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.event.EventFeed;
import pmon.daemon.event.EventHistory;
import pmon.daemon.gateway.ItemSink;
import pmon.daemon.gateway.RequestHandler;
import pmon.daemon.intake.Intake;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.view.ProcessViews;
import pmon.daemon.view.ProcessViews.Detail;

/** Answers every kind of request. Any thread. */
public final class Requests implements RequestHandler {
    private final SupervisorPort supervisor;
    private final ProcessViews views;
    private final DaemonFacts daemon;
    private final ChangeRequests changes;
    private final LogRequests logs;
    private final EventRequests events;
    private final HistoryRequests history;
    private final EventRedaction redaction;
    private final ConfigurationRequests configurations;
    private final PluginRequests plugins;

    public Requests(
            SupervisorPort supervisor,
            Intake intake,
            ProcessViews views,
            ProgramLogs logs,
            CapturedLogs captured,
            EventHistory source,
            EventFeed feed,
            ConfigurationRequests configurations,
            PluginRequests plugins,
            DaemonFacts daemon) {
        this.supervisor = supervisor;
        this.views = views;
        this.daemon = daemon;
        this.changes = new ChangeRequests(supervisor, intake, views, logs);
        this.logs = new LogRequests(logs, captured);
        this.events = new EventRequests(source, feed);
        this.history = new HistoryRequests(source);
        this.redaction = new EventRedaction(supervisor::snapshot, configurations.daemonUid());
        this.configurations = configurations;
        this.plugins = plugins;
    }

    @Override
    public Response handle(Caller caller, Request request, ItemSink items) throws IOException, InterruptedException {
        return switch (request) {
            // It changes nothing that the supervisor knows.
            case Request.FlushLogs(Targets targets, var completion) -> flush(caller, targets);
            case Request.ReopenLogs(Targets targets, var completion) -> reopen(caller, targets);
            case Request.Change change -> changes.handle(caller, change);
            case Request.ListProcesses() -> list(caller);
            case Request.Describe(Targets targets) -> describe(caller, targets);
            case Request.ReadLog read -> read(caller, read, items);
            case Request.Events wanted -> events.stream(wanted, event -> redaction.of(event, caller), items);
            case Request.History wanted ->
                history.stream(wanted, supervisor.snapshot(), event -> redaction.of(event, caller), items);
            case Request.DaemonStatus() -> status();
            case Request.PlanInit plan -> configurations.plan(plan, supervisor.snapshot(), caller);
            case Request.ListTasks() -> TaskViews.of(supervisor.snapshot());
            case Request.ListGroups() -> GroupViews.of(supervisor.snapshot().groups());
            case Request.DescribeGroups(List<String> groups) -> describeGroups(caller, groups);
            case Request.ShowDependencies order -> configurations.order(order, supervisor.snapshot(), caller);
            case Request.ShowSettings() -> configurations.settings();
            case Request.ListPlugins() -> plugins.list(caller);
            case Request.SwitchPlugin wanted -> plugins.change(wanted, caller);
            case Request.Export export -> configurations.export(export, supervisor.snapshot(), caller);
        };
    }

    private Response list(Caller caller) {
        Snapshot snapshot = supervisor.snapshot();
        return new Response.Processes(views.all(snapshot, caller));
    }

    private Response describe(Caller caller, Targets targets) {
        return switch (select(targets, caller, Purpose.LOOK)) {
            case Selection.Selected(List<ProcessSnapshot> processes) ->
                new Response.Processes(views.of(processes, caller, Detail.FULL));
            case Selection.Rejected(var code, String message) -> new Response.Failed(code, message);
        };
    }

    private Response describeGroups(Caller caller, List<String> selectors) {
        Snapshot snapshot = supervisor.snapshot();
        List<Response.GroupDetail> details = new ArrayList<>();
        for (String selector : selectors) {
            GroupSnapshot group = snapshot.group(selector);
            if (group == null) {
                return new Response.Failed(ErrorCode.UNKNOWN_GROUP, "group (" + selector + ") does not exist");
            }
            details.add(new Response.GroupDetail(
                    group.id(), group.name(), views.of(group.processes(), caller, Detail.FULL)));
        }
        return new Response.GroupDetails(details);
    }

    private Response read(Caller caller, Request.ReadLog read, ItemSink items)
            throws IOException, InterruptedException {
        // What a program writes is as private as its environment.
        return switch (select(read.targets(), caller, Purpose.ACT)) {
            case Selection.Selected(List<ProcessSnapshot> processes) -> logs.stream(processes, read, items);
            case Selection.Rejected(var code, String message) -> new Response.Failed(code, message);
        };
    }

    private Response flush(Caller caller, Targets targets) {
        return switch (select(targets, caller, Purpose.ACT)) {
            case Selection.Selected(List<ProcessSnapshot> processes) -> {
                Optional<Response.Failed> failure = logs.flush(processes);
                yield failure.isPresent()
                        ? failure.get()
                        : new Response.Processes(views.of(processes, caller, Detail.BRIEF));
            }
            case Selection.Rejected(var code, String message) -> new Response.Failed(code, message);
        };
    }

    private Response reopen(Caller caller, Targets targets) {
        return switch (select(targets, caller, Purpose.ACT)) {
            case Selection.Selected(List<ProcessSnapshot> processes) -> {
                logs.reopen(processes);
                yield new Response.Processes(views.of(processes, caller, Detail.BRIEF));
            }
            case Selection.Rejected(var code, String message) -> new Response.Failed(code, message);
        };
    }

    private Response status() {
        return new Response.Daemon(
                daemon.pid(),
                daemon.version(),
                daemon.uptimeMillis().getAsLong(),
                daemon.socket(),
                supervisor.snapshot().processes().size(),
                daemon.problems().get());
    }

    private Selection select(Targets targets, Caller caller, Purpose purpose) {
        return Selection.of(targets, supervisor.snapshot(), caller, purpose);
    }
}
