package pmon.cli.args;

import java.util.List;

/**
 * The words a command takes besides options.
 *
 * @param label what help calls them; empty when there are none
 * @param least how many there must be
 * @param most how many there may be
 * @param rest whether everything behind {@code --} is taken as it is
 * @param candidates what they may be, for completion, by their place; the last is for all that follow
 */
public record Parameters(
        String label, int least, int most, boolean rest, String description, List<Candidates> candidates) {
    /** The command takes no words. */
    public static final Parameters NONE = new Parameters("", 0, 0, false, "", List.of());

    public Parameters {
        candidates = List.copyOf(candidates);
    }

    public Parameters(String label, int least, int most, boolean rest, String description) {
        this(label, least, most, rest, description, List.of());
    }

    /** The same, completed from these. */
    public Parameters from(Candidates... offered) {
        return new Parameters(label, least, most, rest, description, List.of(offered));
    }

    /** Programs, at least {@code least} of them. */
    public static Parameters programs(int least) {
        return new Parameters(
                        "ID|NAME",
                        least,
                        Integer.MAX_VALUE,
                        false,
                        "an id, a name, a pattern such as 'web-*', @GROUP, or all")
                .from(Candidates.PROGRAMS);
    }
}
