package pmon.bench.system;

/** Something cannot be measured here. The message is what its row in the table says. */
public final class Unmeasured extends Exception {
    private static final long serialVersionUID = 1;

    public Unmeasured(String why) {
        super(why);
    }
}
