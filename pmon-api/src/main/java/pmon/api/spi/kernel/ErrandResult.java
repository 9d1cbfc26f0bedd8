package pmon.api.spi.kernel;

import pmon.api.process.ExitStatus;

/** What came of an errand. */
public sealed interface ErrandResult {
    /**
     * It came to its end. Processes that it left in the background go on.
     *
     * @param output what it wrote until then, as UTF-8
     */
    record Ended(ExitStatus exit, String output) implements ErrandResult {}

    /**
     * It took too long and was killed.
     *
     * @param output what it wrote until then, as UTF-8
     */
    record TimedOut(String output) implements ErrandResult {}

    /** It could not be started. */
    record NotStarted(SpawnResult.Refused why) implements ErrandResult {}
}
