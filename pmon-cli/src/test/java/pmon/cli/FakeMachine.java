package pmon.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.cli.shell.Machine;
import pmon.cli.shell.Screen;

/** A machine whose clock stands still, and on which commands that go on for ever end after some pauses. */
public final class FakeMachine implements Machine {
    public static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");

    public final List<Duration> pauses = new ArrayList<>();
    public final FakeScreen screen = new FakeScreen();
    /** What other programs were run. */
    public final List<List<String>> commands = new ArrayList<>();
    /** How those end whose words contain this one. */
    public final Map<String, Ran> endings = new HashMap<>();

    public Path root = Path.of("/nothing/is/here");
    public @Nullable Path image;
    private final int enough;

    public FakeMachine(int enough) {
        this.enough = enough;
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public @Nullable String token() {
        return null;
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

    @Override
    public Path root() {
        return root;
    }

    @Override
    public @Nullable Path image() {
        return image;
    }

    @Override
    public Ran run(List<String> command, String directory, Map<String, String> environment) {
        return run(command);
    }

    @Override
    public @Nullable String terminal(int descriptor) {
        return null;
    }

    @Override
    public Ran run(List<String> command) {
        commands.add(command);
        for (String word : command) {
            Ran ran = endings.get(word);
            if (ran != null) {
                return ran;
            }
        }
        return new Ran(0, "");
    }
}
