package pmon.daemon.request;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.daemon.gateway.ItemSink;
import pmon.daemon.programlog.LogSource;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.programlog.TaggedLineSink;
import pmon.daemon.programlog.UnreadableLogException;

/** Streams lines of logs. A slow client is waited for: its lines wait in the file. */
final class LogRequests {
    private final ProgramLogs logs;

    LogRequests(ProgramLogs logs) {
        this.logs = logs;
    }

    static LogSource source(ProcessSnapshot process) {
        ProcessSpec spec = process.record().spec();
        return new LogSource(process.name(), Path.of(spec.log()), spec.user());
    }

    /** Empties all that can be; what cannot is told, and does not hold up the others. */
    Optional<Response.Failed> flush(List<ProcessSnapshot> processes) {
        List<String> failures = new ArrayList<>();
        for (ProcessSnapshot process : processes) {
            try {
                logs.empty(source(process));
            } catch (UnreadableLogException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(new Response.Failed(ErrorCode.FAILED, String.join("; ", failures)));
    }

    Response stream(List<ProcessSnapshot> processes, Request.ReadLog read, ItemSink items)
            throws IOException, InterruptedException {
        List<LogSource> sources = processes.stream().map(LogRequests::source).toList();
        TaggedLineSink sink = (source, line) -> items.send(
                new StreamItem.LogLine(source.process(), source.file().toString(), line));
        try {
            if (read.follow()) {
                logs.follow(sources, read.range(), sink);
            } else {
                logs.read(sources, read.range(), sink);
            }
            return new Response.Done();
        } catch (UnreadableLogException e) {
            return new Response.Failed(ErrorCode.FAILED, String.valueOf(e.getMessage()));
        }
    }
}
