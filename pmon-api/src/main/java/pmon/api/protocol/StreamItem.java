package pmon.api.protocol;

/** One item of a streaming reply. */
public sealed interface StreamItem {
    /**
     * A line of a log, without its newline.
     *
     * @param process the program's name
     * @param file the file it stands in
     */
    record LogLine(String process, String file, String line) implements StreamItem {}

    /** An event. */
    record Event(ProcessEvent event) implements StreamItem {}
}
