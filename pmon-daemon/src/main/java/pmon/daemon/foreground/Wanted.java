package pmon.daemon.foreground;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have in the foreground.
 *
 * @param file what to supervise
 * @param exitOn the main program, with which everything ends; null where none is named
 * @param stopWithin how long all programs together may take to stop before what is left is killed; null leaves it to each
 */
public record Wanted(
        Path file, @Nullable String exitOn, @Nullable Duration stopWithin) {}
