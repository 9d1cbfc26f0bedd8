package pmon.core.supervisor;

import pmon.api.process.ProcessSpec;

/**
 * An entry of the process configuration.
 *
 * @param spec what it resolves to
 * @param digest of the entry as it is written: the same as long as nobody edits it
 */
public record Configured(ProcessSpec spec, String digest) {
    /** The program's name. */
    public String name() {
        return spec.name().value();
    }
}
