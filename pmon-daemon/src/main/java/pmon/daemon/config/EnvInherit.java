package pmon.daemon.config;

/** What a program's environment takes over besides the clean base. */
public enum EnvInherit {
    /** The environment of whoever registered it. */
    CALLER,
    /** The daemon's own. */
    DAEMON,
    NONE
}
