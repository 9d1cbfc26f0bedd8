package pmon.daemon.loop;

import java.util.Map;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.supervisor.Effect;

/** Checks programs for the supervisor, whose thread calls it; must not block. */
public interface Checks {
    /** Where nothing is ever found: no check comes to its end. */
    Checks NONE = new Checks() {
        @Override
        public void check(Effect.Check order) {}

        @Override
        public void end(ChildKey instance) {}
    };

    /**
     * An instance is about to be started: what it tells and prints has to be heard from the beginning.
     *
     * @return what it finds in its environment for its monitors' sake
     */
    default Map<String, String> prepare(ChildKey instance, ProcessSpec program) {
        return Map.of();
    }

    /** An instance of an earlier daemon was taken over: what it tells is heard from now on. */
    default void resume(ChildKey instance, ProcessSpec program) {}

    /** Looks once; what is found, in time or not, is told to the supervisor. */
    void check(Effect.Check order);

    /** No further check of this instance follows. */
    void end(ChildKey instance);
}
