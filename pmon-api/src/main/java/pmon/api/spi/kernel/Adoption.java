package pmon.api.spi.kernel;

import pmon.api.process.ProcessIdentity;

/** What came of taking over a process that an earlier daemon started. */
public sealed interface Adoption {
    /** It lives and is watched from now on, as if spawned here. */
    record Adopted(ProcessIdentity identity) implements Adoption {}

    /** No such process lives: it ended, its pid belongs to another now, or the machine was booted since. */
    record Gone() implements Adoption {}
}
