package pmon.api.process;

import java.util.Locale;

/** What a program's monitors say. */
public enum Health {
    /** Nothing is checked: no monitor is defined, or nothing of the program runs. */
    NONE,
    /** Not every monitor has found it well yet. */
    STARTING,
    /** It is ready, and no monitor finds it as good as dead. */
    HEALTHY,
    /** A monitor finds it as good as dead, or it did not become ready in time: it is ended, and has not been started again yet. */
    UNHEALTHY;

    /** The word that people and scripts see, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
