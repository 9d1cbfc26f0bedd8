package pmon.daemon.foreground;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.daemon.intake.ConfiguredEntries;

/**
 * What somebody wants to have in the foreground.
 *
 * @param file what to supervise
 * @param entries reads it
 * @param exitOn the main program, with which everything ends; null where none is named
 * @param stopWithin how long all programs together may take to stop before what is left is killed; null leaves it to each
 * @param manners how it behaves
 */
public record Wanted(
        Path file,
        ConfiguredEntries entries,
        @Nullable String exitOn,
        @Nullable Duration stopWithin,
        Manners manners) {
    /** How a run behaves. */
    public enum Manners {
        /** Listens to keys, passes signals on, and ends with its programs. */
        UP,
        /** Signals run tasks or nothing; it ends when it is told to, with exit code 0. */
        PROCMON
    }
}
