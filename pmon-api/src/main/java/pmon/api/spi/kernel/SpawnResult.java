package pmon.api.spi.kernel;

import pmon.api.process.ProcessIdentity;

/** What came of a spawn. */
public sealed interface SpawnResult {
    /** The child exists. */
    record Spawned(ProcessIdentity identity) implements SpawnResult {}

    /**
     * There is no child.
     *
     * @param cause what kind of refusal
     * @param message what was tried, on what, and why it failed: {@code /srv/web: no such file}
     */
    record Refused(Cause cause, String message) implements SpawnResult {}

    /** Kinds of refusal that callers tell apart. */
    enum Cause {
        NO_SUCH_FILE,
        NOT_EXECUTABLE,
        /** The directory is missing or may not be entered. */
        BAD_DIRECTORY,
        /** The log cannot be opened. */
        BAD_OUTPUT,
        /** EAGAIN, ENOMEM, EMFILE, ENFILE: it may work later. */
        NO_RESOURCES,
        NOT_PERMITTED,
        OTHER
    }
}
