package pmon.plugin.webhook;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.api.spi.plugin.JsonText;

/**
 * What is told of an occurrence, by the names that templates know. Neither arguments nor variables of a program are among it: those often
 * hold secrets, and this leaves the machine.
 */
record Facts(Map<String, String> byName) {
    /** In the order in which they are told. */
    static final SequencedSet<String> NAMES = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(List.of(
            "event",
            "type",
            "seq",
            "time",
            "host",
            "name",
            "id",
            "user",
            "pid",
            "from",
            "to",
            "cause",
            "reason",
            "exit",
            "restart_count",
            "summary")));

    Facts {
        if (!byName.keySet().equals(NAMES)) {
            throw new IllegalArgumentException("facts are missing or unknown: " + byName.keySet());
        }
        byName = Map.copyOf(byName);
    }

    /** All, from this machine. */
    static Facts of(Occurrence occurrence, String host) {
        ProcessEvent event = occurrence.event();
        ProcessRecord program = occurrence.program();
        Map<String, String> facts = new HashMap<>();
        facts.put("event", event(occurrence));
        facts.put("type", event.type().word());
        facts.put("seq", Long.toString(event.seq()));
        facts.put("time", event.time().toString());
        facts.put("host", host);
        facts.put("name", program.name().value());
        facts.put("id", Integer.toString(program.id()));
        facts.put("user", program.spec().user().name());
        facts.put("pid", event.pid() == null ? "" : Integer.toString(event.pid()));
        facts.put("from", word(event.from()));
        facts.put("to", word(event.to()));
        facts.put("cause", event.cause());
        facts.put("reason", program.reason());
        facts.put("exit", exit(occurrence));
        facts.put("restart_count", Integer.toString(program.restartCount()));
        facts.put("summary", summary(occurrence));
        return new Facts(facts);
    }

    /** What people wrote in {@code events} for it. */
    static String event(Occurrence occurrence) {
        return occurrence.kind() == Kind.EVENT
                ? occurrence.event().type().word()
                : occurrence.kind().word();
    }

    private static String word(@Nullable Status status) {
        return status == null ? "" : status.word();
    }

    private static String exit(Occurrence occurrence) {
        ExitStatus own = occurrence.event().exit();
        ExitStatus exit = own == null ? occurrence.program().exit() : own;
        return exit == null ? "" : exit.describe();
    }

    private static String summary(Occurrence occurrence) {
        String exit = exit(occurrence);
        String after = exit.isEmpty() ? "" : " after " + exit;
        String reason = occurrence.program().reason();
        return switch (occurrence.kind()) {
            case PROCESS_RESTART -> "was restarted" + after;
            case PROCESS_FAILURE -> "failed" + (reason.isEmpty() ? after : ": " + reason);
            case PROCESS_BACKOFF -> "restarts too often and is held back" + after;
            case EVENT -> {
                String cause = occurrence.event().cause();
                yield occurrence.event().type().word() + (cause.isEmpty() ? "" : ": " + cause);
            }
        };
    }

    /** What stands in the usual message: the same names, with numbers as numbers, and null for what there is none of. */
    String json() {
        StringBuilder json = new StringBuilder("{");
        for (String name : NAMES) {
            String value = byName.getOrDefault(name, "");
            json.append(json.length() == 1 ? "" : ",")
                    .append(JsonText.quoted(name))
                    .append(':');
            boolean number = switch (name) {
                case "seq", "id", "pid", "restart_count" -> true;
                default -> false;
            };
            json.append(value.isEmpty() ? "null" : number ? value : JsonText.quoted(value));
        }
        return json.append('}').toString();
    }
}
