package pmon.wire.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pmon.api.process.DependencyTerms;
import pmon.api.process.MonitorSpec;
import pmon.api.process.RunSettings;
import pmon.api.process.TaskSettings;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Words;

/**
 * {@code "task":{"monitors":[],"ready_timeout_ms","terms":{"db":{"condition","on_failure"}},"run"}}, left out where nothing of it is set, as
 * for nearly all programs.
 */
public final class TaskJson {
    private static final Words<DependencyTerms.Condition> CONDITIONS = new Words<>(DependencyTerms.Condition.values());
    private static final Words<DependencyTerms.OnFailure> FAILURES = new Words<>(DependencyTerms.OnFailure.values());

    private TaskJson() {}

    public static void write(JsonWriter out, TaskSettings task) {
        if (task.isEmpty()) {
            return;
        }
        out.begin("task");
        out.beginList("monitors");
        for (MonitorSpec monitor : task.monitors()) {
            MonitorJson.write(out, monitor);
        }
        out.endList();
        out.field("ready_timeout_ms", task.readyTimeout());
        out.begin("terms");
        for (Map.Entry<String, DependencyTerms> each : new TreeMap<>(task.terms()).entrySet()) {
            out.begin(each.getKey());
            out.field("condition", CONDITIONS.of(each.getValue().condition()));
            out.field("on_failure", FAILURES.of(each.getValue().onFailure()));
            out.end();
        }
        out.end();
        RunJson.write(out, task.run());
        out.end();
    }

    public static TaskSettings read(JsonReader in) throws Malformed {
        List<MonitorSpec> monitors = List.of();
        Duration readyTimeout = null;
        Map<String, DependencyTerms> terms = Map.of();
        RunSettings run = RunSettings.DEFAULT;
        in.begin("task settings");
        while (in.next()) {
            switch (in.name()) {
                case "monitors" -> monitors = monitors(in);
                case "ready_timeout_ms" -> readyTimeout = in.isNull() ? null : in.duration();
                case "terms" -> terms = terms(in);
                case "run" -> run = RunJson.read(in);
                default -> in.skip();
            }
        }
        try {
            return new TaskSettings(monitors, readyTimeout, terms, run);
        } catch (IllegalArgumentException e) {
            throw in.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static List<MonitorSpec> monitors(JsonReader in) throws Malformed {
        List<MonitorSpec> monitors = new ArrayList<>();
        in.beginList();
        while (in.nextElement()) {
            monitors.add(MonitorJson.read(in));
        }
        return monitors;
    }

    private static Map<String, DependencyTerms> terms(JsonReader in) throws Malformed {
        Map<String, DependencyTerms> terms = new HashMap<>();
        in.begin("terms");
        while (in.next()) {
            String name = in.name();
            terms.put(name, term(in));
        }
        return terms;
    }

    private static DependencyTerms term(JsonReader in) throws Malformed {
        DependencyTerms.Condition condition = DependencyTerms.PLAIN.condition();
        DependencyTerms.OnFailure onFailure = DependencyTerms.PLAIN.onFailure();
        in.begin("terms of a dependency");
        while (in.next()) {
            switch (in.name()) {
                case "condition" -> condition = in.word(CONDITIONS);
                case "on_failure" -> onFailure = in.word(FAILURES);
                default -> in.skip();
            }
        }
        return new DependencyTerms(condition, onFailure);
    }
}
