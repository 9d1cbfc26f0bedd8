package pmon.daemon.loop;

import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.SpawnCommand.Output;

/** Says where the output of children goes. The supervisor's thread. */
public interface Outputs {
    /** What the output of the next instance of a program is to be. */
    Prepared prepare(int process, ProcessSpec spec);

    /** A program is no longer managed. */
    void end(int process);

    /** What came of it. */
    sealed interface Prepared {
        record Ready(Output output) implements Prepared {}

        /** There is none; the message says what cannot be opened and why. */
        record Refused(String message) implements Prepared {}
    }

    /** Children write their logs themselves. */
    static Outputs direct(int logFileMode) {
        return new Outputs() {
            @Override
            public Prepared prepare(int process, ProcessSpec spec) {
                return new Prepared.Ready(new Output.AppendTo(spec.log(), logFileMode));
            }

            @Override
            public void end(int process) {}
        };
    }
}
