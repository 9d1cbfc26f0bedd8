package pmon.cli.boot;

/** Whose systemd it is. */
public enum Scope {
    /** The machine's, which is root's. */
    SYSTEM("system", "multi-user.target"),
    /** One user's, which runs while they are logged in, or always where lingering is enabled. */
    USER("user", "default.target");

    private final String word;
    private final String target;

    Scope(String word, String target) {
        this.word = word;
        this.target = target;
    }

    /** What systemd, and we in JSON, call it. */
    public String word() {
        return word;
    }

    /** The unit whose start is meant by "at boot". */
    String target() {
        return target;
    }
}
