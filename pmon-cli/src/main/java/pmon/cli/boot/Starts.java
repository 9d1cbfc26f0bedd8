package pmon.cli.boot;

/** When systemd starts a daemon that is enabled. */
public enum Starts {
    /** It runs it. */
    NOW("now"),
    /** It does not run itself. */
    NEXT_BOOT("next_boot"),
    /** It is a user's, and they are not logged in by it. */
    NEXT_LOGIN("next_login"),
    /** It runs, but somebody else has started a daemon. */
    AFTER_ANOTHER("after_another");

    private final String word;

    Starts(String word) {
        this.word = word;
    }

    /** What JSON calls it. */
    public String word() {
        return word;
    }

    /** A line about it, and one about what the user might want to do. */
    public String told(Systemd systemd) {
        return switch (this) {
            case NOW -> "the daemon runs, and will start at next " + systemd.beginning() + "\n" + systemd.lingering();
            case NEXT_BOOT -> "systemd does not run here; the daemon will start at next boot\n";
            case NEXT_LOGIN ->
                "systemd does not run here; the daemon will start at next login, or at next boot after: "
                        + systemd.enableLinger() + "\n";
            case AFTER_ANOTHER ->
                "the daemon will start at next " + systemd.beginning()
                        + "; now there is one that systemd has not started. To put another in its place, while programs"
                        + " go on:\n  pmon daemon stop --keep-programs && " + systemd.typed() + " start pmond\n"
                        + systemd.lingering();
        };
    }
}
