package pmon.api.process;

import java.util.Locale;

/** What was asked for a program last, whether or not it has come about. */
public enum Goal {
    /** It should run. */
    UP,
    /** It should not run: somebody stopped it, or it ended and is not to be tried again. */
    DOWN,
    /** It should be stopped and forgotten. */
    GONE;

    /** The word in documents, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
