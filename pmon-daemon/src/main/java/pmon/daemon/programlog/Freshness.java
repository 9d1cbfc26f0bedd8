package pmon.daemon.programlog;

/** Gets what programs have printed into their files before somebody reads these. Any thread. */
public interface Freshness {
    /** Waits until what was printed until now is there, but not for a disk that does not answer. */
    void settle();

    /** Waits the same for what one program that does not run has printed, for a moment only: the supervisor waits along. */
    default void settle(int process) {
        settle();
    }

    /** Somebody reads along from now on, or no longer. */
    void watched(boolean watched);

    /** Programs write their files themselves. */
    Freshness ALWAYS = new Freshness() {
        @Override
        public void settle() {}

        @Override
        public void watched(boolean watched) {}
    };
}
