package pmon.api.protocol;

import java.util.Locale;

/** What somebody waits for with a program that they do not change. */
public enum Until {
    /** Its main process lives. */
    RUNNING,
    /** It has passed every check of readiness, and has lived for the start grace. */
    READY,
    /** It is ready, and every other check of it has passed. */
    HEALTHY,
    /** Nothing of it lives, and none is on its way. */
    STOPPED;

    /** The word that people and scripts see, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
