package pmon.daemon.request;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessName;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.event.EventHistory;
import pmon.daemon.event.EventSource;
import pmon.daemon.gateway.ItemSink;

/**
 * What happened to one program, also to one that was deleted, for as long as the store keeps it. Everybody may read it, as they may read
 * all events, each as the caller may see it.
 */
final class HistoryRequests {
    /** Events read at a time in search of a program that is gone: about a millisecond of the journal's thread. */
    private static final int PAGE = 500;

    private final EventHistory source;

    HistoryRequests(EventHistory source) {
        this.source = source;
    }

    Response stream(Request.History wanted, Snapshot snapshot, UnaryOperator<ProcessEvent> redaction, ItemSink items)
            throws IOException, InterruptedException {
        Integer last = wanted.last();
        if (last != null && last < 1) {
            return new Response.Failed(ErrorCode.USAGE, "the number of events starts at 1, not at " + last);
        }
        List<ProcessEvent> events;
        try {
            events = find(wanted.program(), snapshot);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Response.Failed(
                    ErrorCode.FAILED, "cannot read the history of " + wanted.program() + ": " + cause.getMessage());
        }
        if (events.isEmpty() && known(wanted.program(), snapshot) == null) {
            return new Response.Failed(
                    ErrorCode.UNKNOWN_PROCESS,
                    "process (" + wanted.program() + ") does not exist, and no events of one are kept");
        }
        List<ProcessEvent> chosen = since(events, wanted.since());
        int skipped = last == null ? 0 : Math.max(0, chosen.size() - last);
        for (ProcessEvent event : chosen.subList(skipped, chosen.size())) {
            items.send(new StreamItem.Event(redaction.apply(event)));
        }
        return new Response.Done();
    }

    private List<ProcessEvent> find(String program, Snapshot snapshot) throws ExecutionException, InterruptedException {
        ProcessSnapshot known = known(program, snapshot);
        if (known != null) {
            return read(source.last(known.id(), Integer.MAX_VALUE));
        }
        if (number(program)) {
            return read(source.last(Integer.parseInt(program), Integer.MAX_VALUE));
        }
        return ofName(program);
    }

    /** By looking at every event that is kept: names are given again, so the store does not know them. */
    private List<ProcessEvent> ofName(String name) throws ExecutionException, InterruptedException {
        List<ProcessEvent> found = new ArrayList<>();
        if (!ProcessName.valid(name)) {
            return found;
        }
        long after = 0;
        while (true) {
            EventSource.Page page = read(source.page(after, PAGE, false));
            for (ProcessEvent event : page.events()) {
                if (event.process().equals(name)) {
                    found.add(event);
                }
            }
            if (page.atEnd()) {
                return found;
            }
            after = page.next();
        }
    }

    private static @Nullable ProcessSnapshot known(String program, Snapshot snapshot) {
        for (ProcessSnapshot process : snapshot.processes()) {
            if (process.name().equals(program) || Integer.toString(process.id()).equals(program)) {
                return process;
            }
        }
        return null;
    }

    /** By each event's own time: clocks are set back. */
    private static List<ProcessEvent> since(List<ProcessEvent> events, @Nullable Instant since) {
        return since == null
                ? events
                : events.stream().filter(event -> !event.time().isBefore(since)).toList();
    }

    private static boolean number(String program) {
        return program.length() <= 9 && program.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static <T> T read(CompletableFuture<T> answer) throws ExecutionException, InterruptedException {
        return answer.get();
    }
}
