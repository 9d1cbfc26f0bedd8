package pmon.api.process;

/**
 * What a program wants of one that it depends on.
 *
 * @param condition what has to be so before it is started
 * @param onFailure what becomes of it when the other dies unasked or is unhealthy
 */
public record DependencyTerms(Condition condition, OnFailure onFailure) {
    /** Of a dependency that is only named. */
    public static final DependencyTerms PLAIN = new DependencyTerms(Condition.READY, OnFailure.IGNORE);

    /** What has to be so. */
    public enum Condition {
        /** Its main process exists. */
        STARTED,
        /** Started and, where it has a check of readiness, ready. */
        READY,
        /** Ready, and each of its monitors has found it well. */
        HEALTHY,
        /** It ended. */
        COMPLETED,
        /** It ended, and did what it should. */
        COMPLETED_SUCCESSFULLY
    }

    /** What becomes of the dependent. */
    public enum OnFailure {
        /** It is stopped first, and started again once the condition holds. */
        RESTART,
        /** It is stopped and stays so. */
        STOP,
        /** Nothing. */
        IGNORE
    }
}
