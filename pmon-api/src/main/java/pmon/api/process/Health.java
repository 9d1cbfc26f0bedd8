package pmon.api.process;

import java.util.Locale;

/** What a program's monitors say. */
public enum Health {
    /** No monitor is defined. */
    NONE,
    STARTING,
    HEALTHY,
    UNHEALTHY;

    /** The word that people and scripts see, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
