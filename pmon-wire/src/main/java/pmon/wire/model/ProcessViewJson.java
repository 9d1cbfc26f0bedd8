package pmon.wire.model;

import pmon.api.process.Health;
import pmon.api.process.ProcessView;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Words;

/** The process object, with the fields and in the order that scripts rely on. */
public final class ProcessViewJson {
    static final Words<Health> HEALTH = new Words<>(Health.values());

    private ProcessViewJson() {}

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, ProcessView view) {
        out.field("id", view.id());
        out.field("name", view.name());
        out.field("pid", view.pid());
        out.field("status", StatusWords.STATUS.of(view.status()));
        out.field("restart_count", view.restartCount());
        out.field("user", view.user());
        out.field("cpu_percent", view.cpuPercent());
        out.field("memory_bytes", view.memoryBytes());
        out.field("uptime_ms", view.uptimeMillis());
        out.field("created_at", view.createdAt());
        out.field("updated_at", view.updatedAt());
        out.field("started_at", view.startedAt());
        ExitStatusJson.write(out, "exit", view.exit());
        out.field("health", HEALTH.of(view.health()));
        out.field("process_file", view.processFile());
        out.field("args", view.args());
        out.field("env_vars", view.envVars());
        out.field("cwd", view.cwd());
        out.field("log", view.log());
        out.field("auto_restart", view.autoRestart());
        out.field("dependencies", view.dependencies());
        out.field("groups", view.groups());
        out.field("explanation", view.explanation());
        out.field("next_start_at", view.nextStartAt());
        out.field("log_dropped_bytes", view.logDroppedBytes());
        out.field("problems", view.problems());
    }
}
