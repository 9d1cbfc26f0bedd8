package pmon.daemon.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Check;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.daemon.config.Durations;
import pmon.daemon.document.Node;
import pmon.daemon.document.Position;
import pmon.daemon.monitor.MonitorTypes;

/** One monitor as it is written: what every monitor has, and a check. */
final class MonitorFields {
    private static final int MAX_ROW = 1_000;
    private static final Duration MIN_PERIOD = Duration.ofMillis(10);
    private static final Duration MAX_TIME = Duration.ofHours(24);

    private final Fields fields;
    private final String path;
    private final MonitorTypes types;
    private final UnaryOperator<String> keys;
    private final Map<String, Node.Entry> common = new HashMap<>();

    MonitorFields(Fields fields, String path, MonitorTypes types, UnaryOperator<String> keys) {
        this.fields = fields;
        this.path = path;
        this.types = types;
        this.keys = keys;
    }

    /** Null where no monitor comes of it. */
    @Nullable
    MonitorSpec read(Node node) {
        if (!(node instanceof Node.Mapping(var entries, Position at))) {
            fields.mistake(node.at(), path, "is no monitor; write type: and its settings");
            return null;
        }
        Map<String, Node.Entry> rest = new LinkedHashMap<>();
        for (Node.Entry entry : entries) {
            String key = keys.apply(entry.key());
            (CheckFields.isOfCheck(key) ? rest : common).put(key, entry);
        }
        Check check = new CheckFields(fields, types, keys).read(path, rest, at);
        String name = text("name");
        Role role = role(name);
        if (check == null) {
            return null;
        }
        if (role != Role.ALIVE && check instanceof Check.Retry) {
            fields.mistake(
                    at,
                    path + ".retry",
                    "forgives failures, so that the program would be ready at once; use healthy_after");
            return null;
        }
        Integer healthyAfter = count("healthy_after", 1, MAX_ROW);
        Integer jitter = count("jitter", 0, 100);
        return new MonitorSpec(
                name == null ? CheckFields.title(check) : name,
                role,
                check,
                time("period", MIN_PERIOD),
                time("timeout", Duration.ofMillis(1)),
                time("initial_delay", Duration.ZERO),
                jitter == null ? 0 : jitter,
                healthyAfter == null ? 1 : healthyAfter,
                count("unhealthy_after", 1, MAX_ROW));
    }

    /** The one that is called ready is, as in procmon. */
    private Role role(@Nullable String name) {
        String text = text("role");
        if (text == null) {
            return "ready".equals(name) ? Role.READY : Role.ALIVE;
        }
        for (Role role : Role.values()) {
            if (role.name().equalsIgnoreCase(text)) {
                return role;
            }
        }
        notAllowed("role", text, "ready, alive or prologue");
        return Role.ALIVE;
    }

    private @Nullable Duration time(String key, Duration least) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Optional<Duration> time =
                Durations.parse(text, null).filter(each -> each.compareTo(least) >= 0 && each.compareTo(MAX_TIME) <= 0);
        if (time.isEmpty()) {
            notAllowed(key, text, Durations.ALLOWED + ", " + Durations.show(least) + " to " + Durations.show(MAX_TIME));
        }
        return time.orElse(null);
    }

    private @Nullable Integer count(String key, int least, int most) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        String digits = key.equals("jitter") && text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            int number = Integer.parseInt(digits.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number out of its range is.
        }
        notAllowed(key, text, "a whole number from " + least + " to " + most);
        return null;
    }

    private @Nullable String text(String key) {
        Node.Entry entry = common.get(key);
        if (entry == null || entry.value() instanceof Node.Empty) {
            return null;
        }
        if (entry.value() instanceof Node.Scalar(String text, var _)) {
            return text;
        }
        fields.mistake(entry.at(), path + "." + entry.key(), "takes one value");
        return null;
    }

    private void notAllowed(String key, String text, String allowed) {
        Node.Entry entry = common.get(key);
        fields.mistake(
                entry == null ? null : entry.value().at(),
                path + "." + key,
                "\"" + text + "\" is not allowed; use " + allowed);
    }

    /** What every monitor has. */
    static final List<String> KEYS =
            List.of("name", "role", "period", "timeout", "initial_delay", "jitter", "healthy_after", "unhealthy_after");
}
