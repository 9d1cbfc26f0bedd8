package pmon.api.spi.kernel;

/** What came of reading a file with the rights of a user. */
public sealed interface FileText {
    /** All of it, as UTF-8; what is not UTF-8 is replaced. */
    record Read(String text) implements FileText {}

    /** Nothing is there. */
    record Missing() implements FileText {}

    /** The user may not read it. */
    record Denied() implements FileText {}

    /**
     * It is not read.
     *
     * @param why a clause such as {@code is not a regular file}
     */
    record Refused(String why) implements FileText {}
}
