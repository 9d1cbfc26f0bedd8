package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Check;
import pmon.api.process.MonitorSpec;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Words;

/** A monitor; holds its fields until all are there. {@code name}, {@code role} and {@code check} must be there. */
final class MonitorJson {
    private static final String SUBJECT = "monitor";
    private static final Words<MonitorSpec.Role> ROLES = new Words<>(MonitorSpec.Role.values());

    private @Nullable String name;
    private MonitorSpec.@Nullable Role role;
    private @Nullable Check check;
    private @Nullable Duration period;
    private @Nullable Duration timeout;
    private @Nullable Duration initialDelay;
    private int jitterPercent;
    private int healthyAfter = 1;
    private @Nullable Integer unhealthyAfter;

    private MonitorJson() {}

    static void write(JsonWriter out, MonitorSpec monitor) {
        out.begin();
        out.field("name", monitor.name());
        out.field("role", ROLES.of(monitor.role()));
        out.begin("check");
        CheckJson.write(out, monitor.check());
        out.end();
        out.field("period_ms", monitor.period());
        out.field("timeout_ms", monitor.timeout());
        out.field("initial_delay_ms", monitor.initialDelay());
        out.field("jitter_percent", monitor.jitterPercent());
        out.field("healthy_after", monitor.healthyAfter());
        out.field("unhealthy_after", monitor.unhealthyAfter());
        out.end();
    }

    static MonitorSpec read(JsonReader in) throws Malformed {
        MonitorJson fields = new MonitorJson();
        in.begin(SUBJECT);
        while (in.next()) {
            fields.take(in);
        }
        try {
            return new MonitorSpec(
                    present(fields.name, "name", SUBJECT),
                    present(fields.role, "role", SUBJECT),
                    present(fields.check, "check", SUBJECT),
                    fields.period,
                    fields.timeout,
                    fields.initialDelay,
                    fields.jitterPercent,
                    fields.healthyAfter,
                    fields.unhealthyAfter);
        } catch (IllegalArgumentException e) {
            throw in.wrong(String.valueOf(e.getMessage()));
        }
    }

    private void take(JsonReader in) throws Malformed {
        switch (in.name()) {
            case "name" -> name = in.string();
            case "role" -> role = in.word(ROLES);
            case "check" -> check = CheckJson.read(in);
            case "period_ms" -> period = durationOrNull(in);
            case "timeout_ms" -> timeout = durationOrNull(in);
            case "initial_delay_ms" -> initialDelay = durationOrNull(in);
            case "jitter_percent" -> jitterPercent = in.integer();
            case "healthy_after" -> healthyAfter = in.integer();
            case "unhealthy_after" -> unhealthyAfter = in.isNull() ? null : (Integer) in.integer();
            default -> in.skip();
        }
    }

    private static @Nullable Duration durationOrNull(JsonReader in) throws Malformed {
        return in.isNull() ? null : in.duration();
    }
}
