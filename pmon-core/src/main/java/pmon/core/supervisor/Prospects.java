package pmon.core.supervisor;

import org.jspecify.annotations.Nullable;
import pmon.api.process.Health;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Until;
import pmon.core.lifecycle.State;

/** Whether a program can still come by itself to what somebody waits for. One that is started again after a delay can. */
final class Prospects {
    private Prospects() {}

    /**
     * Why not; null while it can.
     *
     * @param there whether it has not been deleted
     */
    static Outcome.@Nullable Failed refuted(Managed program, boolean there, Until until, Turn turn) {
        if (until == Until.STOPPED) {
            return null;
        }
        String hope = program.name() + " will not be " + until.word() + ": ";
        if (!there) {
            return new Outcome.Failed(ErrorCode.UNKNOWN_PROCESS, hope + "it has been deleted");
        }
        if (program.resting()) {
            String word = program.state.status().word();
            return new Outcome.Failed(
                    ErrorCode.UNHEALTHY,
                    hope + "it is " + word + " (" + program.reason + "); start it: pmon start " + program.name(),
                    null,
                    program.snapshot());
        }
        Managed culprit = program.state instanceof State.Queued ? Sequencing.culprit(program) : null;
        if (culprit != null) {
            return new Outcome.Failed(
                    ErrorCode.UNHEALTHY,
                    hope + "it waits for " + culprit.name() + ", which is "
                            + culprit.state.status().word() + ": " + culprit.reason);
        }
        String complaint = until == Until.RUNNING ? null : complaint(program, turn);
        return complaint == null
                ? null
                : new Outcome.Failed(
                        ErrorCode.UNHEALTHY, program.name() + " is " + complaint, null, program.snapshot());
    }

    /** Why it is being ended for how it was, or was condemned a moment ago; null where neither is. */
    private static @Nullable String complaint(Managed program, Turn turn) {
        for (Turn.Seen seen : turn.seen(program)) {
            if (seen.fact().type() == ProcessEvent.Type.UNHEALTHY) {
                return seen.fact().cause();
            }
        }
        return program.vigil != null && program.health() == Health.UNHEALTHY ? program.vigil.verdict() : null;
    }
}
