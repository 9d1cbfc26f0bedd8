package pmon.cli;

import java.time.Duration;
import java.time.Instant;
import pmon.cli.shell.Machine;

/** The machine that this process runs on. */
record StandardMachine() implements Machine {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
