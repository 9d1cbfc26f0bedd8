package pmon.daemon.loop;

import pmon.api.process.ProcessSpec;

/** Removes the log files that were made for a program. */
@FunctionalInterface
public interface LogRemoval {
    /** Must not block. */
    void remove(ProcessSpec spec);
}
