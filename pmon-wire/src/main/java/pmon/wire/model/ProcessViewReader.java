package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Health;
import pmon.api.process.ProcessView;
import pmon.api.process.Status;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.Malformed;

/** Reads what {@link ProcessViewJson} writes; holds the fields of one object until all are there. */
public final class ProcessViewReader {
    private static final String SUBJECT = "process";

    private @Nullable Integer id;
    private @Nullable String name;
    private @Nullable Integer pid;
    private @Nullable Status status;
    private int restartCount;
    private @Nullable String user;
    private @Nullable Double cpuPercent;
    private @Nullable Long memoryBytes;
    private @Nullable Long uptimeMillis;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable Instant startedAt;
    private @Nullable ExitStatus exit;
    private Health health = Health.NONE;
    private @Nullable String processFile;
    private List<String> args = List.of();
    private Map<String, String> envVars = Map.of();
    private @Nullable String cwd;
    private @Nullable String log;
    private boolean autoRestart;
    private List<String> dependencies = List.of();
    private List<String> groups = List.of();
    private String explanation = "";
    private @Nullable Instant nextStartAt;
    private long logDroppedBytes;
    private List<String> problems = List.of();

    private ProcessViewReader() {}

    /**
     * Reads one object. Fields whose value may be null may be missing; so may counts (then 0), lists and maps (then empty),
     * {@code health} ({@code none}), {@code auto_restart} (false) and {@code explanation} (empty).
     */
    public static ProcessView read(JsonReader in) throws Malformed {
        ProcessViewReader fields = new ProcessViewReader();
        in.begin(SUBJECT);
        while (in.next()) {
            fields.take(in);
        }
        return fields.view();
    }

    private void take(JsonReader in) throws Malformed {
        switch (in.name()) {
            case "id" -> id = in.integer();
            case "name" -> name = in.string();
            case "pid" -> pid = in.isNull() ? null : (Integer) in.integer();
            case "status" -> status = in.word(StatusWords.STATUS);
            case "restart_count" -> restartCount = in.integer();
            case "user" -> user = in.string();
            case "cpu_percent" -> cpuPercent = in.isNull() ? null : (Double) in.number();
            case "memory_bytes" -> memoryBytes = in.isNull() ? null : (Long) in.longInteger();
            case "uptime_ms" -> uptimeMillis = in.isNull() ? null : (Long) in.longInteger();
            case "created_at" -> createdAt = in.instant();
            case "updated_at" -> updatedAt = in.instant();
            case "started_at" -> startedAt = in.isNull() ? null : in.instant();
            case "exit" -> exit = in.isNull() ? null : ExitStatusJson.read(in);
            case "health" -> health = in.word(ProcessViewJson.HEALTH);
            case "process_file" -> processFile = in.string();
            case "args" -> args = in.strings();
            case "env_vars" -> envVars = in.stringMap();
            case "cwd" -> cwd = in.string();
            case "log" -> log = in.isNull() ? null : in.string();
            case "auto_restart" -> autoRestart = in.bool();
            case "dependencies" -> dependencies = in.strings();
            case "groups" -> groups = in.strings();
            case "explanation" -> explanation = in.string();
            case "next_start_at" -> nextStartAt = in.isNull() ? null : in.instant();
            case "log_dropped_bytes" -> logDroppedBytes = in.longInteger();
            case "problems" -> problems = in.strings();
            default -> in.skip();
        }
    }

    private ProcessView view() throws Malformed {
        return new ProcessView(
                present(id, "id", SUBJECT),
                present(name, "name", SUBJECT),
                pid,
                present(status, "status", SUBJECT),
                restartCount,
                present(user, "user", SUBJECT),
                cpuPercent,
                memoryBytes,
                uptimeMillis,
                present(createdAt, "created_at", SUBJECT),
                present(updatedAt, "updated_at", SUBJECT),
                startedAt,
                exit,
                health,
                present(processFile, "process_file", SUBJECT),
                args,
                envVars,
                present(cwd, "cwd", SUBJECT),
                log,
                autoRestart,
                dependencies,
                groups,
                explanation,
                nextStartAt,
                logDroppedBytes,
                problems);
    }
}
