package pmon.daemon.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pmon.api.process.LogSettings;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.daemon.gateway.ItemSink;
import pmon.daemon.place.Places;
import pmon.daemon.programlog.LogSource;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.programlog.TaggedLineSink;
import pmon.daemon.programlog.UnreadableLogException;

/** Streams lines of logs. A slow client is waited for: its lines wait in the file. */
final class LogRequests {
    /** What programs of a manager in the foreground have instead of a log. */
    private static final Set<String> SCREENS =
            Set.of(Places.STANDARD_OUTPUT.toString(), Places.STANDARD_ERROR.toString());

    private final ProgramLogs logs;

    private final CapturedLogs captured;

    LogRequests(ProgramLogs logs, CapturedLogs captured) {
        this.captured = captured;
        this.logs = logs;
    }

    static LogSource source(ProcessSnapshot process) {
        ProcessSpec spec = process.record().spec();
        return new LogSource(process.name(), Path.of(spec.log()), spec.user());
    }

    /** Why a program has no log; empty for one that has. */
    private static Optional<String> nowhere(ProcessSnapshot process) {
        ProcessSpec spec = process.record().spec();
        boolean none = spec.execution().logs().mode() == LogSettings.Mode.NONE;
        if (none && !Files.exists(Path.of(spec.log()), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(
                    process.name() + " has no log: its logs_mode is none, so what it prints is kept nowhere");
        }
        return SCREENS.contains(spec.log())
                ? Optional.of(process.name() + " has no log: what it prints goes to the screen of its manager;"
                        + " a log or log_dir in its entry keeps it in a file instead")
                : Optional.empty();
    }

    /** Its files: the second is that of stderr, where it is kept apart. */
    private static List<LogSource> sources(ProcessSnapshot process) {
        LogSource log = source(process);
        Path errors = Path.of(log.file() + ProcessSpec.ERR_LOG_SUFFIX);
        return Files.isRegularFile(errors, LinkOption.NOFOLLOW_LINKS)
                ? List.of(log, new LogSource(log.process(), errors, log.owner()))
                : List.of(log);
    }

    /** Empties all that can be; what cannot is told, and does not hold up the others. */
    Optional<Response.Failed> flush(List<ProcessSnapshot> processes) {
        List<String> failures = new ArrayList<>();
        for (ProcessSnapshot process : processes) {
            String failure = captured.empty(process.id());
            if (!failure.isEmpty()) {
                failures.add(failure);
            }
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

    void reopen(List<ProcessSnapshot> processes) {
        if (!processes.isEmpty()) {
            captured.reopen(processes.stream().map(ProcessSnapshot::id).collect(Collectors.toSet()));
        }
    }

    Response stream(List<ProcessSnapshot> processes, Request.ReadLog read, ItemSink items)
            throws IOException, InterruptedException {
        List<ProcessSnapshot> kept =
                processes.stream().filter(process -> nowhere(process).isEmpty()).toList();
        if (kept.isEmpty() && !processes.isEmpty()) {
            return new Response.Failed(
                    ErrorCode.FAILED,
                    processes.stream()
                            .flatMap(process -> nowhere(process).stream())
                            .collect(Collectors.joining("; ")));
        }
        List<LogSource> sources =
                kept.stream().flatMap(process -> sources(process).stream()).toList();
        TaggedLineSink sink = new StretchItems(items, read.files());
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
