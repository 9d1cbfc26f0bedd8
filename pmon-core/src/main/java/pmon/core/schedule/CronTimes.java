package pmon.core.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times that a cron expression means: five fields as crontab(5) has them, or one of {@code @hourly}, {@code @daily}, {@code @weekly},
 * {@code @monthly} and {@code @yearly}. The only place that knows the library.
 */
public final class CronTimes {
    private static final CronDefinition FIELDS = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
    private static final Map<String, String> NICKNAMES = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    private final ExecutionTime times;
    private final ZoneId zone;

    private CronTimes(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /** What an expression comes to. */
    public sealed interface Result {
        record Valid(CronTimes times) implements Result {}

        /**
         * It means nothing.
         *
         * @param why follows the expression in a sentence
         */
        record Wrong(String why) implements Result {}
    }

    /**
     * Reads an expression.
     *
     * @param timeZone name of the zone whose time of day is meant; null is UTC
     */
    public static Result of(String expression, @Nullable String timeZone) {
        ZoneId zone;
        try {
            zone = timeZone == null ? ZoneOffset.UTC : ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            return new Result.Wrong("is meant for " + timeZone + ", which is no time zone");
        }
        String fields = NICKNAMES.getOrDefault(expression.strip(), expression.strip());
        try {
            ExecutionTime times = ExecutionTime.forCron(new CronParser(FIELDS).parse(fields));
            // One that never comes is a mistake: 30 February.
            return times.nextExecution(ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
                            .isPresent()
                    ? new Result.Valid(new CronTimes(times, zone))
                    : new Result.Wrong("never comes");
        } catch (IllegalArgumentException e) {
            return new Result.Wrong("is no cron expression: " + e.getMessage()
                    + "; write minute, hour, day of month, month and day of week, such as 30 2 * * *");
        }
    }

    /**
     * The first time after a moment; empty when there is none. A time of day that comes twice, in autumn, is meant once; one that the clock
     * leaves out, in spring, is meant as much later as the clock is set forward.
     */
    public Optional<Instant> after(Instant moment) {
        Optional<Instant> next = times.nextExecution(moment.atZone(zone)).map(ZonedDateTime::toInstant);
        Optional<Instant> leftOut = leftOut(moment);
        return leftOut.isPresent() && next.isPresent() && leftOut.get().isBefore(next.get()) ? leftOut : next;
    }

    /** The library passes over times of day that the clock leaves out, so they are looked for as if it left out none. */
    private Optional<Instant> leftOut(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        return times.nextExecution(local.atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .filter(next -> zone.getRules().getValidOffsets(next).isEmpty())
                .map(next -> next.atZone(zone).toInstant())
                .filter(moment::isBefore);
    }
}
