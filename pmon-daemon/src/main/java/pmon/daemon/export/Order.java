package pmon.daemon.export;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessRecord;

/** The fields that programs can be ordered by; equal ones are in the order of their ids. */
final class Order {
    private static final Map<String, Comparator<ProcessRecord>> FIELDS = new LinkedHashMap<>();

    static {
        put("id", ProcessRecord::id);
        put("name", record -> record.name().value());
        put("file", record -> record.spec().file());
        // What pmon3 and the JSON of `pmon ls` call it.
        put("process_file", record -> record.spec().file());
        put("args", record -> String.join(" ", record.spec().args()));
        put(
                "env_vars",
                record -> record.spec().envVars().keySet().stream()
                        .sorted()
                        .toList()
                        .toString());
        put("cwd", record -> record.spec().cwd());
        put("user", record -> record.spec().user().name());
        put("username", record -> record.spec().user().name());
        put("uid", record -> record.spec().user().uid());
        put("gid", record -> record.spec().user().gid());
        put("log", record -> record.spec().log());
        put(
                "log_dir",
                record -> record.spec().log().substring(0, record.spec().log().lastIndexOf('/') + 1));
        put("no_auto_restart", record -> !record.spec().autoRestart());
        put("auto_restart", record -> record.spec().autoRestart());
        put("dependencies", record -> String.join(" ", record.spec().dependencies()));
        put("groups", record -> String.join(" ", record.spec().groups()));
        put("status", record -> record.status());
        put("pid", record -> record.instance() == null ? 0 : record.instance().pid());
        put("restart_count", ProcessRecord::restartCount);
        put("created_at", ProcessRecord::createdAt);
        put("updated_at", ProcessRecord::updatedAt);
        put("started_at", record -> orLast(record.startedAt()));
    }

    private Order() {}

    static List<String> fields() {
        return List.copyOf(FIELDS.keySet());
    }

    /** Null where there is no such field. */
    static @Nullable Comparator<ProcessRecord> by(String field) {
        return FIELDS.get(field);
    }

    private static <T extends Comparable<? super T>> void put(String name, Function<ProcessRecord, T> field) {
        FIELDS.put(name, Comparator.comparing(field).thenComparingInt(ProcessRecord::id));
    }

    private static Instant orLast(@Nullable Instant time) {
        return time == null ? Instant.MAX : time;
    }
}
