package pmon.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pmon.cli.shell.Machine;
import pmon.cli.shell.Screen;

/** A machine whose clock stands still, and on which commands that go on for ever end after some pauses. */
public final class FakeMachine implements Machine {
    public static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");

    public final List<Duration> pauses = new ArrayList<>();
    public final FakeScreen screen = new FakeScreen();
    private final int enough;

    public FakeMachine(int enough) {
        this.enough = enough;
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public Screen screen() {
        return screen;
    }

    @Override
    public boolean pause(Duration time) {
        pauses.add(time);
        return pauses.size() < enough;
    }
}
