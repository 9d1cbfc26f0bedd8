package pmon.bench.contender;

import java.io.IOException;
import pmon.bench.system.Unmeasured;

/** A process manager to be measured. */
public interface Contender {
    String name();

    /** Of the manager and of what it runs on. */
    String version() throws IOException, InterruptedException, Unmeasured;

    /** Whether programs outlive its daemon and are taken over by the next. */
    default boolean hasSuccessors() {
        return false;
    }

    /** Whether what programs print goes through it, as it is by default. */
    default boolean capturesOutput() {
        return true;
    }

    /** The command that is timed as its list, for the table. */
    String listing();

    /**
     * Starts the manager and has it start programs 1 to count, restarting them for ever. Returns when all of that is under
     * way; the programs may still be about to run.
     */
    Commands open(Place place, int programs) throws IOException, InterruptedException, Unmeasured;
}
