package pmon.testkit.simulation;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Status;
import pmon.api.spi.kernel.Adoption;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/** That a daemon ends with the task that it was signalled to end with, and the next one does where the first has not lived to. */
final class Wishes {
    /** Tasks that somebody has sent the signal for. */
    private final Set<Integer> wished = new HashSet<>();
    /** The task that runs for it; null while none does. */
    private @Nullable Integer last;

    private Snapshot table = Snapshot.EMPTY;
    private boolean over;

    /** A daemon begins. */
    void daemonBegins() {
        table = Snapshot.EMPTY;
        wished.clear();
        over = false;
    }

    /** Nothing lives any more. */
    void rebooted() {
        last = null;
    }

    void hears(Input input) {
        switch (input) {
            case Input.Signalled signalled -> {
                for (ProcessSnapshot process : table.processes()) {
                    if (process.record().goal() == Goal.UP
                            && rests(process)
                            && process.record().spec().task().run().occasion() instanceof Occasion.OnSignal special
                            && special.terminate()
                            && special.signal() == signalled.signal()) {
                        wished.add(process.id());
                    }
                }
            }
            case Input.AdoptionEnded ended -> {
                if (ended.adoption() instanceof Adoption.Gone
                        && Integer.valueOf(ended.key().process()).equals(last)) {
                    last = null;
                }
            }
            // It ends for another reason.
            case Input.CloseWanted close -> wished.clear();
            default -> {}
        }
    }

    void does(Effect effect, Input cause) {
        if (!(effect instanceof Effect.Spawn spawn)) {
            return;
        }
        boolean late = cause instanceof Input.Committed || cause instanceof Input.Tick;
        Invariants.require(!over || !late, () -> "the daemon goes on though its last task has ended: " + spawn);
        if (wished.contains(spawn.key().process())) {
            table.processes().stream()
                    .filter(process -> process.id() == spawn.key().process()
                            && process.record().last())
                    .forEach(process -> last = process.id());
        }
    }

    /** Everything as it is after an input. */
    void sees(Snapshot snapshot) {
        table = snapshot;
        for (ProcessSnapshot process : snapshot.processes()) {
            if (!process.record().spec().task().run().ends()) {
                // Somebody has made a service of it, whose end nobody awaits.
                wished.remove(process.id());
                last = Integer.valueOf(process.id()).equals(last) ? null : last;
            }
        }
        Integer task = last;
        if (task != null
                && snapshot.processes().stream().noneMatch(process -> process.id() == task && !rests(process))) {
            last = null;
            over = true;
        }
    }

    /** Nothing happens any more. */
    void settled() {
        Invariants.require(!over, () -> "the daemon has not ended with its last task");
    }

    private static boolean rests(ProcessSnapshot process) {
        Status status = process.status();
        return status == Status.STOPPED || status == Status.FAILED || status == Status.CLOSED;
    }
}
