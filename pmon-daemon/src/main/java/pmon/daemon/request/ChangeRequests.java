package pmon.daemon.request;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.GroupSnapshot;
import pmon.core.supervisor.Outcome;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.daemon.intake.Intake;
import pmon.daemon.intake.Resolution;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.view.ProcessViews;
import pmon.daemon.view.ProcessViews.Detail;

/** Has changes made, and waits for what comes of them; how long, the supervisor decides. */
final class ChangeRequests {
    /** Lines of a program's log that explain why it did not start. */
    private static final int LOG_TAIL_LINES = 10;

    private final SupervisorPort supervisor;
    private final Intake intake;
    private final ProcessViews views;
    private final ProgramLogs logs;

    ChangeRequests(SupervisorPort supervisor, Intake intake, ProcessViews views, ProgramLogs logs) {
        this.supervisor = supervisor;
        this.intake = intake;
        this.views = views;
        this.logs = logs;
    }

    Response handle(Caller caller, Request.Change request) throws InterruptedException {
        return switch (intake.resolve(caller, request)) {
            case Resolution.Refused(ErrorCode code, String message) -> new Response.Failed(code, message);
            case Resolution.Ready(List<Change> changes) -> all(caller, changes);
        };
    }

    private Response all(Caller caller, List<Change> changes) throws InterruptedException {
        List<ProcessView> affected = new ArrayList<>();
        for (Change change : changes) {
            Response response = submit(caller, change);
            if (changes.size() == 1 || !(response instanceof Response.Processes(List<ProcessView> processes))) {
                return response;
            }
            affected.addAll(processes);
        }
        return new Response.Processes(affected);
    }

    private Response submit(Caller caller, Change change) throws InterruptedException {
        CompletableFuture<Outcome> reply = new CompletableFuture<>();
        if (!supervisor.submit(caller, change, reply::complete)) {
            return new Response.Failed(ErrorCode.BUSY, "too many requests wait for the daemon; try again later");
        }
        Outcome outcome = await(reply);
        // Whoever stopped a program reads all that it had to say.
        logs.settle();
        return switch (outcome) {
            case Outcome.Done(List<ProcessSnapshot> affected) ->
                new Response.Processes(views.of(affected, caller, Detail.BRIEF));
            case Outcome.Grouped(List<GroupSnapshot> affected) -> GroupViews.of(affected);
            case Outcome.Failed(ErrorCode code, String message, var exit, var process) ->
                new Response.Failed(code, message, exit, tail(caller, process));
        };
    }

    private List<String> tail(Caller caller, @Nullable ProcessSnapshot process) throws InterruptedException {
        return process == null || !caller.mayActOn(process.record().spec().user())
                ? List.of()
                : logs.tail(LogRequests.source(process), LOG_TAIL_LINES);
    }

    private static Outcome await(CompletableFuture<Outcome> reply) throws InterruptedException {
        try {
            return reply.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is never an exception", e);
        }
    }
}
