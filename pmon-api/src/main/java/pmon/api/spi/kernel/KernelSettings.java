package pmon.api.spi.kernel;

import java.util.OptionalLong;

/**
 * How a kernel port is opened.
 *
 * @param instanceMark written into the environment of every child as {@value #MARK_VARIABLE}, followed by a colon, the process id of
 *     {@link ChildKey}, a colon and the generation, so that a child whose pid was not yet recorded can be found again
 * @param softOpenFiles the soft RLIMIT_NOFILE children get; empty leaves the daemon's own
 */
public record KernelSettings(String instanceMark, OptionalLong softOpenFiles) {
    /** The environment variable that carries the mark. */
    public static final String MARK_VARIABLE = "PMON_INSTANCE";
}
