package pmon.cli.command;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import pmon.cli.args.Durations;
import pmon.cli.args.Option;
import pmon.cli.shell.Failure;

/** A moment in the past, as people write it. */
final class Since {
    private Since() {}

    /** A time as RFC 3339 writes it, or how long ago. */
    static Instant parse(String text, Option option, Instant now) throws Failure {
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeParseException e) {
            try {
                return now.minus(Durations.parse(text, option.longest(), Durations.Bare.REFUSED));
            } catch (Failure failure) {
                throw Failure.usage(option.longest() + ": neither a time nor a duration: " + text
                        + "; write it like 10m, 1h30m or 2026-03-01T12:00:31Z");
            }
        }
    }
}
