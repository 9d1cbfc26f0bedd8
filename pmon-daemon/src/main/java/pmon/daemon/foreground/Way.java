package pmon.daemon.foreground;

/** Where one stream of a program goes. */
public sealed interface Way {
    /** A standard stream of the daemon, line by line. */
    record Shown(Screen.Side side) implements Way {}

    /**
     * A file, at its end.
     *
     * @param path absolute
     */
    record ToFile(String path) implements Way {}

    /** Nowhere. */
    record Nowhere() implements Way {}

    /** Those of one program. */
    record Pair(Way out, Way err) {}
}
