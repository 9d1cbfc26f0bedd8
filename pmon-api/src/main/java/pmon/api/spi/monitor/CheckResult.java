package pmon.api.spi.monitor;

/** What a check found. */
public sealed interface CheckResult {
    /** It works. */
    CheckResult PASSED = new Passed();

    /** It works. */
    record Passed() implements CheckResult {}

    /**
     * It does not.
     *
     * @param reason what was expected and what was found, a clause such as {@code GET http://localhost:80/ answered 500, not 2xx}
     */
    record Failed(String reason) implements CheckResult {}
}
