package pmon.daemon.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Check;
import pmon.api.process.DependencyTerms;
import pmon.api.process.MonitorSpec;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.api.process.TaskSettings;
import pmon.api.process.WrittenValue;
import pmon.daemon.config.Durations;

/** {@code depends_on}, {@code monitors} and {@code ready_timeout} in the words of a process configuration. */
final class WrittenTask {
    private WrittenTask() {}

    static Map<String, Value> of(TaskSettings task) {
        Map<String, Value> keys = new LinkedHashMap<>();
        if (!task.terms().isEmpty()) {
            Map<String, Value> terms = new LinkedHashMap<>();
            new TreeMap<>(task.terms()).forEach((name, wanted) -> terms.put(name, terms(wanted)));
            keys.put("depends_on", new Value.Table(terms));
        }
        if (!task.monitors().isEmpty()) {
            keys.put(
                    "monitors",
                    new Value.Tables(
                            task.monitors().stream().map(WrittenTask::monitor).toList()));
        }
        duration(keys, "ready_timeout", task.readyTimeout());
        run(keys, task.run());
        return keys;
    }

    private static void run(Map<String, Value> keys, RunSettings run) {
        if (run.type() == RunSettings.Type.ONESHOT || (run.ends() && run.occasion() == null)) {
            keys.put("type", word(run.type()));
        }
        if (!run.prerun().isEmpty()) {
            keys.put("prerun", new Value.Texts(run.prerun()));
        }
        switch (run.occasion()) {
            case null -> {}
            case Occasion.Every(Duration period, Missed missed) -> {
                duration(keys, "every", period);
                missed(keys, missed);
            }
            case Occasion.Cron(String expression, var timeZone, Missed missed) -> {
                keys.put("cron", new Value.Text(expression));
                if (timeZone != null) {
                    keys.put("time_zone", new Value.Text(timeZone));
                }
                missed(keys, missed);
            }
            case Occasion.OnSignal(Signal signal, boolean shutdown, boolean terminate) -> {
                keys.put("on_signal", new Value.Text(signal.name()));
                flag(keys, "shutdown", shutdown);
                flag(keys, "terminate", terminate);
            }
        }
    }

    private static void missed(Map<String, Value> keys, Missed missed) {
        if (missed != Missed.SKIP) {
            keys.put("missed", word(missed));
        }
    }

    private static void flag(Map<String, Value> keys, String key, boolean set) {
        if (set) {
            keys.put(key, new Value.Flag(true));
        }
    }

    private static Value terms(DependencyTerms terms) {
        Map<String, Value> keys = new LinkedHashMap<>();
        keys.put("condition", word(terms.condition()));
        keys.put("on_failure", word(terms.onFailure()));
        return new Value.Table(keys);
    }

    private static Value.Table monitor(MonitorSpec monitor) {
        Map<String, Value> keys = new LinkedHashMap<>();
        keys.put("name", new Value.Text(monitor.name()));
        keys.put("role", word(monitor.role()));
        check(keys, monitor.check());
        duration(keys, "period", monitor.period());
        duration(keys, "timeout", monitor.timeout());
        duration(keys, "initial_delay", monitor.initialDelay());
        if (monitor.jitterPercent() != 0) {
            keys.put("jitter", new Value.Numeral(monitor.jitterPercent()));
        }
        if (monitor.healthyAfter() != 1) {
            keys.put("healthy_after", new Value.Numeral(monitor.healthyAfter()));
        }
        Integer unhealthyAfter = monitor.unhealthyAfter();
        if (unhealthyAfter != null) {
            keys.put("unhealthy_after", new Value.Numeral(unhealthyAfter));
        }
        return new Value.Table(keys);
    }

    private static void check(Map<String, Value> keys, Check check) {
        switch (check) {
            case Check.Single(String type, var settings) -> {
                keys.put("type", new Value.Text(type));
                new TreeMap<>(settings).forEach((key, value) -> keys.put(key, written(value)));
            }
            case Check.All(var checks) -> keys.put("all", list(checks));
            case Check.Any(var checks) -> keys.put("any", list(checks));
            case Check.Not(Check other) -> keys.put("not", table(other));
            case Check.Retry(int times, Check other) -> {
                check(keys, other);
                keys.put("retry", new Value.Numeral(times));
            }
        }
    }

    private static Value list(List<Check> checks) {
        List<Value.Table> tables = new ArrayList<>();
        checks.forEach(each -> tables.add(table(each)));
        return new Value.Tables(tables);
    }

    private static Value.Table table(Check check) {
        Map<String, Value> keys = new LinkedHashMap<>();
        check(keys, check);
        return new Value.Table(keys);
    }

    private static Value written(WrittenValue value) {
        return switch (value) {
            case WrittenValue.Text(String text) -> new Value.Text(text);
            case WrittenValue.Texts(var items) -> new Value.Texts(items);
            case WrittenValue.Table(var entries) -> new Value.Section(entries);
        };
    }

    private static Value word(Enum<?> value) {
        return new Value.Text(value.name().toLowerCase(Locale.ROOT));
    }

    private static void duration(Map<String, Value> keys, String key, @Nullable Duration duration) {
        if (duration != null) {
            keys.put(key, new Value.Text(Durations.show(duration)));
        }
    }
}
