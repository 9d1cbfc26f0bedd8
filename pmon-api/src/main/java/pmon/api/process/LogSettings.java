package pmon.api.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one program says about its log; null components mean the daemon's {@code logs.*} setting.
 *
 * @param maxSize bytes after which the file is rotated; 0 never
 * @param maxAge age of a file after which it is rotated; zero never
 * @param keep rotated files that are kept; 0 keeps all
 * @param compress whether rotated files are compressed
 * @param timestamps whether each line gets the time in front
 * @param mode how the output gets into the file
 * @param fullGrace how long a full disk may hold the program up
 * @param onFull what happens after that
 */
public record LogSettings(
        @Nullable Long maxSize,
        @Nullable Duration maxAge,
        @Nullable Integer keep,
        @Nullable Boolean compress,
        @Nullable Boolean timestamps,
        @Nullable Mode mode,
        @Nullable Duration fullGrace,
        @Nullable OnFull onFull) {
    /** Nothing set. */
    public static final LogSettings DEFAULT = new LogSettings(null, null, null, null, null, null, null, null);

    public LogSettings {
        require(maxSize == null || maxSize >= 0, "max_size is not negative");
        require(keep == null || keep >= 0, "keep is not negative");
        require(maxAge == null || !maxAge.isNegative(), "max_age is not negative");
        require(fullGrace == null || !fullGrace.isNegative(), "full_grace is not negative");
    }

    /** How output gets into the file. */
    public enum Mode {
        /** Captured, stdout and stderr in one file. */
        TOGETHER,
        /** Captured, stderr in a file of its own, {@code .err} behind the name of the other. */
        APART,
        /** The program writes the file itself; nothing is rotated. */
        DIRECT,
        /** Thrown away. */
        NONE
    }

    /** What happens to output when the disk stays full. */
    public enum OnFull {
        /** It is dropped and counted. */
        DROP,
        /** The program waits. */
        BLOCK
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
