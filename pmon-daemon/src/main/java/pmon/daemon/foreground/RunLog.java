package pmon.daemon.foreground;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import pmon.api.process.ExitStatus;
import pmon.api.protocol.ProcessEvent;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.document.Quotes;

/**
 * What {@code procmon} tells of its run: an entry a line, as text {@code 2026-01-02T03:04:05.678Z INFO started task=web pid=12} or as one JSON object
 * with the same members behind {@code time}, {@code level} and {@code msg}.
 *
 * @param side which of the standard streams
 * @param threshold what is less is left out
 */
public record RunLog(Screen screen, Screen.Side side, boolean json, Level threshold, InstantSource clock)
        implements Teller {
    @Override
    public void say(String text) {
        entry(Level.INFO, text, new LinkedHashMap<>());
    }

    /** The processes of all programs that run. */
    public void pids(Snapshot now) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        for (ProcessSnapshot process : now.processes()) {
            if (process.main() != null) {
                fields.put(process.name(), process.main().pid());
            }
        }
        entry(Level.INFO, "pids", fields);
    }

    @Override
    public void tell(ProcessEvent event) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", event.process());
        if (event.pid() != null) {
            fields.put("pid", event.pid());
        }
        switch (event.exit()) {
            case null -> {}
            case ExitStatus.Exited(int code, Instant _) -> fields.put("code", code);
            case ExitStatus.Signaled(int signal, Instant _) -> fields.put("signal", signal);
            case ExitStatus.Unknown(Instant _) -> fields.put("exit", "unknown");
        }
        if (!event.cause().isEmpty() && event.exit() == null) {
            fields.put("cause", event.cause());
        }
        entry(level(event.type()), event.type().word().replace('_', ' '), fields);
    }

    private static Level level(ProcessEvent.Type type) {
        return switch (type) {
            case START_FAILED, UNHEALTHY, FAILED, FLAPPING -> Level.ERROR;
            case BACKOFF, LOG_DROPPING, SKIPPED -> Level.WARNING;
            case STARTED, EXITED, STOPPING, RESTARTING, CASCADED, READY, MAIN_CHANGED, DELETED -> Level.INFO;
            case REGISTERED, UPDATED, QUEUED, STOPPED, CLOSED, ADOPTED, REBUILT, HEALTHY, LOG_KEPT -> Level.DEBUG;
        };
    }

    private void entry(Level level, String message, SequencedMap<String, Object> fields) {
        if (level.getSeverity() < threshold.getSeverity()) {
            return;
        }
        String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        String word = level == Level.WARNING ? "WARN" : level.name();
        StringBuilder line = new StringBuilder();
        if (json) {
            line.append("{\"time\":").append(Quotes.quoted(time));
            line.append(",\"level\":").append(Quotes.quoted(word.toLowerCase(Locale.ROOT)));
            line.append(",\"msg\":").append(Quotes.quoted(message));
            fields.forEach((name, value) -> line.append(',')
                    .append(Quotes.quoted(name))
                    .append(':')
                    .append(value instanceof Integer ? value : Quotes.quoted(String.valueOf(value))));
            line.append('}');
        } else {
            line.append(time).append(' ').append(word).append(' ').append(message);
            fields.forEach(
                    (name, value) -> line.append(' ').append(name).append('=').append(plain(value)));
        }
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        screen.line(side, "procmon", bytes, bytes.length);
    }

    /** A value that looks like more than one is quoted. */
    private static String plain(Object value) {
        String text = String.valueOf(value);
        return text.chars().allMatch(c -> c > ' ' && c != '"' && c != '=') ? text : Quotes.quoted(text);
    }
}
