package pmon.daemon.foreign;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads one format of others. */
public sealed interface ForeignReader
        permits ComposeReader, ProcdogReader, ProcfileReader, ProcmonReader, SupervisorReader {
    /** All there are, in the order of the documentation. */
    List<ForeignReader> ALL = List.of(
            new SupervisorReader(),
            new ProcfileReader(),
            new ComposeReader(),
            new ProcmonReader(),
            new ProcdogReader());

    /** The word for it on the command line. */
    String name();

    /**
     * Reads a file.
     *
     * @param file an absolute path
     * @param environment what expressions in the file may refer to
     * @param findings gets what is wrong, and what has no equivalent here
     */
    List<Draft> read(Path file, Map<String, String> environment, Findings findings);
}
