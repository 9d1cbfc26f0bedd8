package pmon.cli;

import java.time.Duration;
import java.time.Instant;
import pmon.cli.shell.Machine;
import pmon.cli.shell.Screen;

/** The machine that this process runs on. */
record StandardMachine() implements Machine {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Screen screen() {
        return StandardScreen.of(Tty.open());
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
