package pmon.cli.command;

import java.io.IOException;
import pmon.cli.args.Declaration;
import pmon.cli.shell.Failure;

/** A command: what it is called and takes, and what it does. Stateless. */
public interface Command extends Declaration {
    /** Whether it is about this machine only, whichever daemon is asked for. */
    default boolean local() {
        return false;
    }

    /**
     * Does it.
     *
     * @throws Failure when it could not be done
     * @throws IOException when standard output cannot be written
     */
    void run(Invocation invocation) throws Failure, IOException;
}
