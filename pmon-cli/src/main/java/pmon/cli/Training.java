package pmon.cli;

/** Placeholder: what the command line does while the build records what it loads. */
public final class Training {
    private Training() {}

    public static void main(String[] args) {
        Main.main(args);
    }
}
