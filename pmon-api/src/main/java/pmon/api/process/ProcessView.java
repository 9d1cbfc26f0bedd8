package pmon.api.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A managed program as clients see it: the process object of the JSON output, field by field.
 *
 * @param pid null when nothing runs
 * @param cpuPercent of one core between the last two samples at least one second apart; null before there are two
 * @param memoryBytes resident memory; null when nothing runs
 * @param uptimeMillis since {@code startedAt}; null when nothing runs
 * @param exit how the last instance ended; null while none has
 * @param log null where the caller may not know it
 * @param explanation the present state in one sentence
 * @param nextStartAt when the next try is due; null unless one is
 * @param logDroppedBytes output that could not be kept, ever
 * @param problems what is wrong right now, in sentences
 */
public record ProcessView(
        int id,
        String name,
        @Nullable Integer pid,
        Status status,
        int restartCount,
        String user,
        @Nullable Double cpuPercent,
        @Nullable Long memoryBytes,
        @Nullable Long uptimeMillis,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable ExitStatus exit,
        Health health,
        String processFile,
        List<String> args,
        Map<String, String> envVars,
        String cwd,
        @Nullable String log,
        boolean autoRestart,
        List<String> dependencies,
        List<String> groups,
        String explanation,
        @Nullable Instant nextStartAt,
        long logDroppedBytes,
        List<String> problems) {
    public ProcessView {
        args = List.copyOf(args);
        envVars = Map.copyOf(envVars);
        dependencies = List.copyOf(dependencies);
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
    }
}
