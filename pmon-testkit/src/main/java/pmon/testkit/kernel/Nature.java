package pmon.testkit.kernel;

/**
 * What a program of a {@link FakeMachine} is like.
 *
 * @param children how many processes of its tree it forks as soon as it runs
 * @param mainIsDeaf whether its main process ignores every signal but SIGKILL
 * @param childrenAreDeaf whether the others do; if not, they end on a signal, but not because the main process ends
 */
public record Nature(int children, boolean mainIsDeaf, boolean childrenAreDeaf) {
    /** One process that ends when it is told to. */
    public static final Nature PLAIN = new Nature(0, false, false);
}
