package pmon.cli.args;

/**
 * The words a command takes besides options.
 *
 * @param label what help calls them; empty when there are none
 * @param least how many there must be
 * @param most how many there may be
 * @param rest whether everything behind {@code --} is taken as it is
 */
public record Parameters(String label, int least, int most, boolean rest, String description) {
    /** The command takes no words. */
    public static final Parameters NONE = new Parameters("", 0, 0, false, "");

    /** Programs, at least {@code least} of them. */
    public static Parameters programs(int least) {
        return new Parameters(
                "ID|NAME", least, Integer.MAX_VALUE, false, "an id, a name, a pattern such as 'web-*', @GROUP, or all");
    }
}
