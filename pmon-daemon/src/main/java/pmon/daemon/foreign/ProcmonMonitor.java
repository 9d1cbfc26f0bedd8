package pmon.daemon.foreign;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Check;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.WrittenValue;

/** A monitor of procmon, or a check of its prologue. Their types have the same names here. */
final class ProcmonMonitor {
    private static final Duration PERIOD = Duration.ofSeconds(15);
    /** How often procmon asks at the start whether a task is ready. */
    private static final Duration READY_PERIOD = Duration.ofMillis(50);

    private static final Map<String, List<String>> SETTINGS = Map.of(
            "http", List.of("url"),
            "portavailable", List.of("port"),
            "portinuse", List.of("port"),
            "redis", List.of("addr"),
            "ensuredir", List.of("path", "perm"));

    private ProcmonMonitor() {}

    /**
     * Null where nothing comes of it.
     *
     * @param given null where its name tells the role
     */
    static @Nullable MonitorSpec read(Section section, @Nullable Role given, Names names) {
        String name = section.text("name");
        String type = section.text("type");
        List<String> keys = type == null ? null : SETTINGS.get(type);
        if (type == null || keys == null) {
            section.note(
                    null,
                    "type",
                    (type == null ? "is missing" : type + " has no equivalent") + "; there are "
                            + String.join(
                                    ", ", SETTINGS.keySet().stream().sorted().toList()));
            return null;
        }
        Map<String, WrittenValue> settings = new HashMap<>();
        for (String key : keys) {
            String value = section.text(key);
            if (value != null) {
                settings.put(key, new WrittenValue.Text(value));
            }
        }
        String verb = type.equals("http") ? section.text("verb") : null;
        if (verb != null) {
            settings.put("method", new WrittenValue.Text(verb));
        }
        Role role = given != null ? given : "ready".equals(name) ? Role.READY : Role.ALIVE;
        Duration period = section.parsed("period", GoDurations::parse, GoDurations.ALLOWED)
                .orElse(role == Role.ALIVE ? PERIOD : role == Role.READY ? READY_PERIOD : null);
        Duration timeout = section.parsed("timeout", GoDurations::parse, GoDurations.ALLOWED)
                .orElse(type.equals("portinuse") ? Duration.ofMillis(100) : Duration.ofSeconds(1));
        MonitorSpec monitor = new MonitorSpec(
                names.distinct(name == null ? type : name),
                role,
                new Check.Single(type, settings),
                period,
                timeout,
                null,
                0,
                1,
                null);
        section.rest();
        return monitor;
    }
}
