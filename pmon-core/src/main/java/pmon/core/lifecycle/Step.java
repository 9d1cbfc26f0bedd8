package pmon.core.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.protocol.ProcessEvent;

/** What follows from a trigger: the state after it, what to do, and what to tell. */
public record Step(State state, Tally tally, List<Action> actions, List<Fact> facts) {
    public Step {
        actions = List.copyOf(actions);
        facts = List.copyOf(facts);
    }

    /** Something to do to the operating system. */
    public sealed interface Action {
        /** Start an instance; {@link Trigger.Spawned} or {@link Trigger.SpawnRefused} follows. */
        record Spawn(int generation) implements Action {}

        /** Send a signal to the whole tree of an instance. */
        record SignalTree(int generation, Signal signal) implements Action {}
    }

    /**
     * Something that happened, for the log of events.
     *
     * @param pid the process it is about; null when there is none
     * @param exit how the instance ended, when that is what happened
     */
    public record Fact(
            ProcessEvent.Type type,
            String cause,
            @Nullable Integer pid,
            @Nullable ExitStatus exit) {
        Fact(ProcessEvent.Type type, String cause) {
            this(type, cause, null, null);
        }

        static Fact exited(ExitStatus exit, @Nullable ProcessIdentity main) {
            return new Fact(ProcessEvent.Type.EXITED, exit.describe(), main == null ? null : main.pid(), exit);
        }
    }
}
