package pmon.testkit.simulation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Snapshot;
import pmon.core.time.Moment;

/** Looks at everything that one daemon hears and does, by each rule that is kept from the first input to the last. */
final class Scrutiny implements DaemonRun.Observer {
    private final Trace trace;
    private final Promises promises;
    private final Handover handover;
    private final RestartLimits limits = new RestartLimits();
    private final Orders orders;
    private final Subtrees subtrees;
    private final Watching watching = new Watching();
    private final Tasks tasks = new Tasks();
    private final Wishes wishes;
    private final Told told;
    private @Nullable Snapshot seen;
    private boolean acted;

    Scrutiny(
            Trace trace,
            Promises promises,
            Handover handover,
            Wishes wishes,
            Flaw flaw,
            Recovered recovered,
            Map<ChildKey, Subtrees.Due> due) {
        this.trace = trace;
        this.promises = promises;
        this.handover = handover;
        this.wishes = wishes;
        subtrees = new Subtrees(recovered, due);
        orders = new Orders(new Edges(flaw.backwards()));
        told = new Told(recovered.records(), recovered.lastSeq());
    }

    /** What goes along with others, as far as it has not. */
    Map<ChildKey, Subtrees.Due> due() {
        return subtrees.open();
    }

    /** A daemon has just compared what is durable with what lives. */
    void taken(Snapshot snapshot) {
        subtrees.taken(snapshot);
    }

    /** A check has come to its end, and will be heard of. */
    Watching watching() {
        return watching;
    }

    @Override
    public void hears(Input input, Moment now) {
        trace.add(() -> "  hears " + Telling.of(input));
        limits.hears(input, now);
        orders.hears(input);
        subtrees.hears(input);
        if (watching.hears(input)) {
            orders.ready(watching.heard());
        }
        tasks.hears(input, watching);
        wishes.hears(input);
    }

    @Override
    public void does(Effect effect, Input cause, Moment now) {
        trace.add(() -> "    does " + Telling.of(effect));
        acted = true;
        limits.does(effect, now);
        orders.does(effect, cause);
        subtrees.does(effect);
        watching.does(effect);
        tasks.does(effect);
        wishes.does(effect, cause);
        switch (effect) {
            case Effect.Append append -> told.appends(append.entries());
            case Effect.Reply reply -> {
                promises.answered(reply);
                handover.answered(reply);
            }
            default -> {}
        }
    }

    @Override
    public void saw(Snapshot snapshot) {
        watching.sees(snapshot);
        if (!acted && snapshot.equals(seen)) {
            // Most checks find what they found before.
            return;
        }
        seen = snapshot;
        acted = false;
        orders.sees(snapshot);
        subtrees.sees(snapshot);
        tasks.sees(snapshot);
        wishes.sees(snapshot);
    }
}
