package pmon.ipc.chronicle;

/**
 * Whether a reader looks again and again before it sleeps. That pays off while the writer runs on another processor. Where it has to wait
 * for this one, or has nothing to say, looking only keeps it from writing: after a few times in vain a reader sleeps at once, and
 * tries again now and then.
 */
final class Patience {
    /** Times in vain, each a wait. */
    static final int GIVE_UP = 3;

    /** Waits after which it is worth another try: a thirtieth of the cost where it is in vain again. */
    static final int TRY_AGAIN = 32;

    private int inVain;

    /** Asked at the beginning of a wait. */
    boolean isLeft() {
        if (inVain == TRY_AGAIN) {
            inVain = GIVE_UP;
            return true;
        }
        return inVain++ < GIVE_UP;
    }

    /** What was waited for came before the reader slept. */
    void rewarded() {
        inVain = 0;
    }
}
