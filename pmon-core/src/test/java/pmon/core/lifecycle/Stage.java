package pmon.core.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.SpawnResult;
import pmon.core.time.Moment;

/** One program on its own: hears triggers, and says in words what came of them. */
final class Stage {
    static final Policy POLICY = new Policy(
            true,
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Signal.TERM,
            Duration.ofSeconds(10));
    static final Policy ONCE = new Policy(
            false,
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Signal.TERM,
            Duration.ofSeconds(10));
    private static final ProcessIdentity MAIN = new ProcessIdentity(7, 1, "boot");

    final Policy policy;
    State state = new State.Stopped();
    Tally tally = Tally.NONE;
    Moment now = new Moment(Instant.parse("2026-01-01T00:00:00Z"), 0);
    /** What was told by the last trigger. */
    List<ProcessEvent.Type> told = List.of();

    private final List<String> done = new ArrayList<>();

    Stage(Policy policy) {
        this.policy = policy;
    }

    Stage hear(Trigger trigger) {
        Step step = Lifecycle.step(state, tally, trigger, policy, now);
        state = step.state();
        tally = step.tally();
        told = step.facts().stream().map(Step.Fact::type).toList();
        for (Step.Action action : step.actions()) {
            done.add(
                    switch (action) {
                        case Step.Action.Spawn(int generation) -> "spawn " + generation;
                        case Step.Action.SignalTree(int generation, Signal signal) -> signal + " " + generation;
                    });
        }
        return this;
    }

    Stage start() {
        return hear(new Trigger.Start("asked", true));
    }

    Stage stop() {
        return hear(new Trigger.Stop("asked", false));
    }

    Stage spawned() {
        return hear(new Trigger.Spawned(tally.generation(), MAIN));
    }

    Stage refused() {
        SpawnResult.Refused refusal = new SpawnResult.Refused(SpawnResult.Cause.OTHER, "no");
        return hear(new Trigger.SpawnRefused(tally.generation(), refusal));
    }

    /** Started, and running for this long. */
    Stage running(Duration lived) {
        start().hear(new Trigger.Recorded()).spawned();
        return pass(lived);
    }

    Stage running() {
        return running(Duration.ofSeconds(5));
    }

    Stage exits(int code) {
        return hear(new Trigger.Exited(tally.generation(), new ExitStatus.Exited(code, now.wall()), true));
    }

    /** Exits badly, soon. */
    Stage crash() {
        return pass(Duration.ofMillis(100)).exits(1);
    }

    Stage exitsLeavingATree(int code) {
        return hear(new Trigger.Exited(tally.generation(), new ExitStatus.Exited(code, now.wall()), false));
    }

    Stage treeEmpties() {
        return hear(new Trigger.TreeEmpty(tally.generation()));
    }

    Stage pass(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Stage due(Duration later) {
        return pass(later).hear(new Trigger.Due());
    }

    /** Everything done so far; forgets it. */
    List<String> done() {
        List<String> all = List.copyOf(done);
        done.clear();
        return all;
    }

    String name() {
        return state.getClass().getSimpleName();
    }

    Duration delay() {
        return ((State.Backoff) state).delay();
    }
}
