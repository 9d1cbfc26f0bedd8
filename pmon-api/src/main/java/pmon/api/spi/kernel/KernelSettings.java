package pmon.api.spi.kernel;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a kernel port is opened.
 *
 * @param instanceMark written into the environment of every child as {@value #MARK_VARIABLE}, followed by a colon, the process id of
 *     {@link ChildKey}, a colon and the generation, so that a child whose pid was not yet recorded can be found again
 * @param softOpenFiles the soft RLIMIT_NOFILE children get; empty leaves the daemon's own
 * @param logDirectory absolute path of a directory of the daemon's own, writable by nobody else: an output file directly in it is
 *     opened with the daemon's rights and given to the child's user; any other is opened with the rights of that user
 */
public record KernelSettings(String instanceMark, OptionalLong softOpenFiles, Optional<String> logDirectory) {
    /** The environment variable that carries the mark. */
    public static final String MARK_VARIABLE = "PMON_INSTANCE";

    /** Settings without a directory for the logs of others. */
    public KernelSettings(String instanceMark, OptionalLong softOpenFiles) {
        this(instanceMark, softOpenFiles, Optional.empty());
    }
}
