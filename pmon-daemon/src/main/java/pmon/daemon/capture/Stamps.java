package pmon.daemon.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Puts the time in front of each line: {@code 2026-01-02T03:04:05.678Z }. */
final class Stamps {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z '").withZone(ZoneOffset.UTC);

    private Stamps() {}

    /**
     * These bytes with their stamps.
     *
     * @param atLineStart whether the first of them begins a line
     */
    static byte[] stamped(byte[] bytes, int count, boolean atLineStart, Instant now) {
        byte[] stamp = FORMAT.format(now).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream stamped = new ByteArrayOutputStream(count + 2 * stamp.length);
        boolean begins = atLineStart;
        int from = 0;
        while (from < count) {
            int to = Bytes.newline(bytes, from, count);
            int end = to < 0 ? count : to + 1;
            if (begins) {
                stamped.writeBytes(stamp);
            }
            stamped.write(bytes, from, end - from);
            begins = to >= 0;
            from = end;
        }
        return stamped.toByteArray();
    }
}
