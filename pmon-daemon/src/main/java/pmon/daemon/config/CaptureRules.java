package pmon.daemon.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.process.LogSettings;
import pmon.api.process.LogSettings.Mode;
import pmon.api.process.LogSettings.OnFull;

/**
 * What applies to the log of one program.
 *
 * @param maxSize bytes after which a file is rotated at the next newline; 0 never
 * @param maxAge age of a file after which it is rotated before the next line; zero never
 * @param keep how many rotated files are kept; 0 keeps all
 * @param compress whether rotated files are compressed
 * @param timestamps whether each line gets the time in front
 * @param mode how the output gets into the file
 * @param fullGrace how long a program is held up by a full disk before its output is dropped
 */
public record CaptureRules(
        long maxSize,
        Duration maxAge,
        int keep,
        boolean compress,
        boolean timestamps,
        Mode mode,
        Duration fullGrace,
        OnFull onFull) {
    /** What applies where nothing is configured. */
    public static final CaptureRules STANDARD = new CaptureRules(
            10L << 20, Duration.ZERO, 5, false, false, Mode.TOGETHER, Duration.ofSeconds(5), OnFull.DROP);

    /** These, with what a program says itself. */
    public CaptureRules with(LogSettings own) {
        return new CaptureRules(
                or(own.maxSize(), maxSize),
                or(own.maxAge(), maxAge),
                or(own.keep(), keep),
                or(own.compress(), compress),
                or(own.timestamps(), timestamps),
                or(own.mode(), mode),
                or(own.fullGrace(), fullGrace),
                or(own.onFull(), onFull));
    }

    private static <T> T or(@Nullable T own, T general) {
        return own == null ? general : own;
    }
}
