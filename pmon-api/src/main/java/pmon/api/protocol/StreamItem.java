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

    /**
     * A stretch of a log, for a client that takes open files: it reads the lines itself. Stretches of several logs may alternate; those of
     * one log follow each other, file after file. Between them may be {@link LogLine}s of files that are not passed, such as compressed
     * ones.
     *
     * @param process the program's name
     * @param file the log's path, whatever the file is called by now
     * @param from the first byte, counted from 0
     * @param to behind the last byte; where the file is shorter by now, it was cut
     * @param opens whether the open file comes with this item, of which this and the following stretches are
     * @param ends whether nothing of this file follows: what there is of a line is one
     */
    record LogStretch(String process, String file, long from, long to, boolean opens, boolean ends)
            implements StreamItem {}

    /** An event. */
    record Event(ProcessEvent event) implements StreamItem {}
}
