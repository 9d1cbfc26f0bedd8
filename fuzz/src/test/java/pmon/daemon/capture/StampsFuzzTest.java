package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

class StampsFuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String STAMP = "2026-01-02T03:04:05.678Z ";

    @FuzzTest
    void everyLineHasOneStampHoweverItArrives(byte[] bytes) {
        byte[] expected = ("\n" + new String(bytes, StandardCharsets.ISO_8859_1))
                .replaceAll("\n(?=(?s:.))", "\n" + STAMP)
                .substring(1)
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Stamps.stamped(bytes, bytes.length, true, NOW)).isEqualTo(expected);
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        int step = bytes.length == 0 ? 1 : (bytes[0] & 0xff) + 1;
        boolean atStart = true;
        for (int from = 0; from < bytes.length; from += step) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + step));
            parts.writeBytes(Stamps.stamped(part, part.length, atStart, NOW));
            atStart = part[part.length - 1] == '\n';
        }
        assertThat(parts.toByteArray()).isEqualTo(expected);
    }
}
