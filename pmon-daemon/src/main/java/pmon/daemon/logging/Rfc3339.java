package pmon.daemon.logging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the log shows them: RFC 3339, UTC, always with milliseconds. */
final class Rfc3339 {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Rfc3339() {}

    static String text(Instant instant) {
        return FORM.format(instant);
    }
}
