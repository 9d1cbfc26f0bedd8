package pmon.daemon.process;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessName;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.core.schedule.CronTimes;

/** The keys that say when a program is run and what before it: {@code type}, {@code prerun}, {@code every}, {@code cron}, {@code on_signal}. */
final class RunFields {
    private static final String EVERY = "every";
    private static final String CRON = "cron";
    private static final String ON_SIGNAL = "on_signal";
    private static final List<String> OCCASIONS = List.of(EVERY, CRON, ON_SIGNAL);

    static final List<String> KEYS =
            List.of("type", "prerun", EVERY, CRON, "time_zone", "missed", ON_SIGNAL, "shutdown", "terminate");

    private final Fields fields;

    RunFields(Fields fields) {
        this.fields = fields;
    }

    RunSettings read() {
        Occasion occasion = occasion();
        RunSettings.Type type =
                fields.parsed("type", words(RunSettings.Type.values()), text -> word(RunSettings.Type.values(), text));
        if (occasion != null && type == RunSettings.Type.SERVICE) {
            fields.mistake(fields.at("type"), "type", "a service runs all the time; leave out type, or " + given());
        }
        return new RunSettings(
                occasion != null ? RunSettings.Type.TASK : type == null ? RunSettings.Type.SERVICE : type,
                prerun(),
                occasion);
    }

    private List<String> prerun() {
        List<String> names = fields.names("prerun");
        for (String name : names) {
            if (!ProcessName.valid(name)) {
                fields.mistake(fields.at("prerun"), "prerun", "\"" + name + "\" is no name of a program");
            }
        }
        return names;
    }

    private @Nullable Occasion occasion() {
        List<String> given =
                OCCASIONS.stream().filter(key -> fields.text(key) != null).toList();
        if (given.size() > 1) {
            String second = given.get(1);
            fields.mistake(fields.at(second), second, "stands beside " + given.getFirst() + "; a task has one of them");
        }
        String kind = given.isEmpty() ? "" : given.getFirst();
        Occasion occasion = switch (kind) {
            case EVERY -> every();
            case CRON -> cron();
            case ON_SIGNAL -> onSignal();
            default -> null;
        };
        belongs("time_zone", kind, List.of(CRON));
        belongs("missed", kind, List.of(EVERY, CRON));
        belongs("shutdown", kind, List.of(ON_SIGNAL));
        belongs("terminate", kind, List.of(ON_SIGNAL));
        return occasion;
    }

    private @Nullable Occasion every() {
        Duration period = fields.duration(EVERY);
        if (period == null) {
            return null;
        }
        if (period.compareTo(RunSettings.SHORTEST_PERIOD) < 0) {
            fields.mistake(
                    fields.at(EVERY),
                    EVERY,
                    "is too short; use " + RunSettings.SHORTEST_PERIOD.toMillis() + "ms or more");
            return null;
        }
        return new Occasion.Every(period, missed());
    }

    private @Nullable Occasion cron() {
        String expression = String.valueOf(fields.text(CRON));
        String timeZone = fields.text("time_zone");
        boolean known = timeZone == null || known(timeZone);
        if (!known) {
            fields.mistake(
                    fields.at("time_zone"),
                    "time_zone",
                    "there is no time zone \"" + timeZone + "\"; use a name such as Europe/Berlin, or UTC");
        }
        return switch (CronTimes.of(expression, known ? timeZone : null)) {
            case CronTimes.Result.Wrong(String why) -> {
                fields.mistake(fields.at(CRON), CRON, "\"" + expression + "\" " + why);
                yield null;
            }
            case CronTimes.Result.Valid _ -> new Occasion.Cron(expression, timeZone, missed());
        };
    }

    private @Nullable Occasion onSignal() {
        Signal signal = fields.parsed(
                ON_SIGNAL,
                "HUP, INT, TERM, USR1 or USR2",
                text -> Signal.parse(text).filter(Occasion.OnSignal.SIGNALS::contains));
        return signal == null ? null : new Occasion.OnSignal(signal, fields.flag("shutdown"), fields.flag("terminate"));
    }

    private Missed missed() {
        Missed missed = fields.parsed("missed", words(Missed.values()), text -> word(Missed.values(), text));
        return missed == null ? Missed.SKIP : missed;
    }

    /** A key that says nothing of this kind of task is a mistake: somebody means something by it. */
    private void belongs(String key, String kind, List<String> kinds) {
        if (fields.text(key) != null && !kinds.contains(kind)) {
            fields.mistake(fields.at(key), key, "says something only beside " + String.join(" or ", kinds));
        }
    }

    private String given() {
        return OCCASIONS.stream()
                .filter(key -> fields.text(key) != null)
                .findFirst()
                .orElse(EVERY);
    }

    private static boolean known(String timeZone) {
        try {
            return !ZoneId.of(timeZone).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static <E extends Enum<E>> String words(E[] values) {
        return String.join(
                ", ",
                Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static <E extends Enum<E>> Optional<E> word(E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
