package pmon.testkit.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ProcessEvent;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.Input;
import pmon.core.time.Moment;

/** That no program is tried again sooner than its policy says. Says so in its own words, so as not to repeat a mistake. */
final class RestartLimits {
    private static final long MIN_UPTIME_MILLIS = 1_000;
    private static final long INITIAL_DELAY_MILLIS = 100;
    private static final long MAX_DELAY_MILLIS = 30_000;

    private final Map<Integer, Life> lives = new HashMap<>();

    private static final class Life {
        int shortOnes;
        boolean refused;
        /** Whether it was asked to end: it is not judged by how long it has lived then. */
        boolean asked;

        @Nullable
        Moment since;

        @Nullable
        Moment ended;
    }

    void hears(Input input, Moment now) {
        switch (input) {
            case Input.Spawned spawned -> {
                Life life = life(spawned.key().process());
                life.since = now;
                life.refused = false;
                life.asked = false;
            }
            case Input.SpawnRefused refused -> {
                Life life = life(refused.key().process());
                life.shortOnes++;
                life.refused = true;
                life.ended = now;
            }
            case Input.ChildExited exited -> {
                Life life = life(exited.key().process());
                if (life.asked) {
                    lives.remove(exited.key().process());
                    return;
                }
                boolean isShort = life.since != null && now.since(life.since).toMillis() < MIN_UPTIME_MILLIS;
                life.shortOnes = isShort ? life.shortOnes + 1 : 0;
                life.ended = now;
            }
            // Somebody looks at the programs; for simplicity at all of them.
            case Input.Requested requested
            when requested.change() instanceof Change.Exec
                    || requested.change() instanceof Change.Restart
                    || requested.change() instanceof Change.Init
                    || requested.change() instanceof Change.Reset -> lives.clear();
            case Input.Boot boot -> lives.clear();
            default -> {}
        }
    }

    void does(Effect effect, Moment now) {
        if (effect instanceof Effect.SignalTree signal) {
            life(signal.key().process()).asked = true;
        }
        if (effect instanceof Effect.Append append) {
            append.entries().forEach(this::appends);
        }
        if (!(effect instanceof Effect.Spawn spawn)) {
            return;
        }
        if (spawn.spec().task().run().ends() || !spawn.spec().autoRestart()) {
            // It is run for its occasions or before others, and never restarted.
            return;
        }
        Life life = life(spawn.key().process());
        if (life.ended != null && now.since(life.ended).compareTo(due(life)) < 0) {
            throw new AssertionError("too soon: " + spawn.key() + " after " + now.since(life.ended));
        }
    }

    /**
     * One that is taken along comes back with what it depends on: the limits of that are its own. One that was closed for a task comes back
     * after that.
     */
    private void appends(Entry entry) {
        if (entry instanceof Entry.Happened(var event)
                && (event.type() == ProcessEvent.Type.CASCADED || event.type() == ProcessEvent.Type.CLOSED)) {
            lives.remove(event.id());
        }
    }

    private Life life(int program) {
        return lives.computeIfAbsent(program, id -> new Life());
    }

    private static Duration due(Life life) {
        long delay = life.refused ? INITIAL_DELAY_MILLIS : 0;
        for (int i = 1; i < life.shortOnes; i++) {
            delay = delay == 0 ? INITIAL_DELAY_MILLIS : Math.min(2 * delay, MAX_DELAY_MILLIS);
        }
        return Duration.ofMillis(delay);
    }
}
