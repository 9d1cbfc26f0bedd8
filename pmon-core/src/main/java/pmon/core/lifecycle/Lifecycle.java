package pmon.core.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.protocol.ProcessEvent;
import pmon.core.lifecycle.State.Backoff;
import pmon.core.lifecycle.State.Closed;
import pmon.core.lifecycle.State.Failed;
import pmon.core.lifecycle.State.Next;
import pmon.core.lifecycle.State.Queued;
import pmon.core.lifecycle.State.Resting;
import pmon.core.lifecycle.State.Running;
import pmon.core.lifecycle.State.Starting;
import pmon.core.lifecycle.State.Stopped;
import pmon.core.lifecycle.State.Stopping;
import pmon.core.lifecycle.Step.Action;
import pmon.core.lifecycle.Step.Fact;
import pmon.core.time.Moment;

/**
 * One program: (state, trigger, now) → (state, actions, facts). Pure.
 *
 * <pre>
 *            │ Start          Stop        Close     Spawned  SpawnRefused  Exited            TreeEmpty  Due
 * ───────────┼──────────────────────────────────────────────────────────────────────────────────────────────
 * resting    │ Starting       Stopped     same      –        –             –                 –          –
 * Queued     │ Starting       Stopped     Closed    –        –             –                 –          –
 * Starting   │ –              –           –         Running  judged        –                 –          –
 * Running    │ Stopping→again Stopping    Stopping  –        –             judged, or        –          –
 *            │                                                             Stopping→judged
 * Stopping   │ next: again    next: rest  next:     –        –             what is next,     what is    SIGKILL
 *            │                            closed                           or waits for the  next       (again)
 *            │                                                             rest of the tree
 * Backoff    │ Starting       Stopped     Closed    –        –             –                 –          Starting
 * </pre>
 *
 * <p>Judged: without automatic restarts, Stopped after exit code 0, else Failed; with them, Starting at once or Backoff as {@link Policy}
 * says. Triggers of an instance that is not the newest are dropped: it has been replaced, and its end was waited for.
 */
public final class Lifecycle {
    /** SIGKILL is sent again so often while something of the tree is left: a member forked meanwhile, or one in uninterruptible sleep. */
    private static final Duration KILL_AGAIN = Duration.ofSeconds(1);

    private final Policy policy;
    private final Moment now;
    private final List<Action> actions = new ArrayList<>(2);
    private final List<Fact> facts = new ArrayList<>(3);
    private Tally tally;

    private Lifecycle(Tally tally, Policy policy, Moment now) {
        this.tally = tally;
        this.policy = policy;
        this.now = now;
    }

    /** What follows from the trigger. */
    public static Step step(State state, Tally tally, Trigger trigger, Policy policy, Moment now) {
        Lifecycle step = new Lifecycle(tally, policy, now);
        State next = step.next(state, trigger);
        return new Step(next, step.tally, step.actions, step.facts);
    }

    private State next(State state, Trigger trigger) {
        return switch (trigger) {
            case Trigger.Enqueue enqueue -> enqueue(state);
            case Trigger.Start start -> start(state, start);
            case Trigger.Stop stop -> stop(state, stop);
            case Trigger.Close close -> close(state);
            case Trigger.Spawned spawned -> spawned(state, spawned);
            case Trigger.SpawnRefused refused -> refused(state, refused);
            case Trigger.Exited exited -> exited(state, exited);
            case Trigger.TreeEmpty empty -> treeEmpty(state, empty);
            case Trigger.Due due -> due(state);
        };
    }

    private State enqueue(State state) {
        return switch (state) {
            case Resting resting -> new Queued();
            case Backoff backoff -> new Queued();
            case Queued queued -> queued;
            case Starting starting -> starting;
            case Running running -> running;
            case Stopping stopping -> stopping;
        };
    }

    private State start(State state, Trigger.Start start) {
        // Somebody has looked at it: what it did before no longer delays it.
        tally = tally.longLife();
        return switch (state) {
            case Resting resting -> spawn();
            case Queued queued -> spawn();
            case Starting starting -> starting;
            case Backoff backoff -> {
                tally = start.counted() ? tally.oneMoreRestart() : tally;
                yield spawn();
            }
            case Running running -> {
                tally = start.counted() ? tally.oneMoreRestart() : tally;
                facts.add(new Fact(
                        ProcessEvent.Type.RESTARTING,
                        start.cause(),
                        running.main().pid(),
                        null));
                yield end(running, new Next.Restart(), start.force());
            }
            case Stopping stopping -> {
                tally = start.counted() && !stopping.next().starts() ? tally.oneMoreRestart() : tally;
                yield redirect(stopping, new Next.Restart(), start.force());
            }
        };
    }

    private State stop(State state, Trigger.Stop stop) {
        tally = tally.cleared();
        return switch (state) {
            case Stopped stopped -> stopped;
            case Failed failed -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Closed closed -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Queued queued -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Backoff backoff -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Starting starting -> starting;
            case Running running -> {
                facts.add(new Fact(
                        ProcessEvent.Type.STOPPING, stop.cause(), running.main().pid(), null));
                yield end(running, new Next.Rest(stop.cause()), stop.force());
            }
            case Stopping stopping -> redirect(stopping, new Next.Rest(stop.cause()), stop.force());
        };
    }

    private State close(State state) {
        String cause = "the daemon ends";
        return switch (state) {
            case Resting resting -> resting;
            case Queued queued -> rest(new Closed(), ProcessEvent.Type.CLOSED, cause);
            case Backoff backoff -> rest(new Closed(), ProcessEvent.Type.CLOSED, cause);
            case Starting starting -> starting;
            case Running running -> {
                facts.add(new Fact(
                        ProcessEvent.Type.STOPPING, cause, running.main().pid(), null));
                yield end(running, new Next.Close(), false);
            }
            case Stopping stopping ->
                stopping.next() instanceof Next.Rest ? stopping : redirect(stopping, new Next.Close(), false);
        };
    }

    private State spawned(State state, Trigger.Spawned spawned) {
        if (!(state instanceof Starting(int generation)) || generation != spawned.generation()) {
            throw new IllegalStateException("an instance nobody ordered: " + spawned + " in " + state);
        }
        facts.add(new Fact(ProcessEvent.Type.STARTED, "started", spawned.main().pid(), null));
        return new Running(generation, spawned.main(), now);
    }

    private State refused(State state, Trigger.SpawnRefused refused) {
        if (!(state instanceof Starting(int generation)) || generation != refused.generation()) {
            throw new IllegalStateException("a refusal nobody waits for: " + refused + " in " + state);
        }
        String cause = refused.refusal().message();
        facts.add(new Fact(ProcessEvent.Type.START_FAILED, cause));
        if (!policy.autoRestart()) {
            return rest(new Failed(), ProcessEvent.Type.FAILED, cause);
        }
        // There was no instance at all: trying again at once would be a loop as fast as the machine can go.
        tally = tally.oneMoreShortLife();
        if (tally.shortLives() == 1) {
            tally = tally.oneMoreShortLife();
        }
        return backoff(policy.delayAfter(tally.shortLives()), cause);
    }

    private State exited(State state, Trigger.Exited exited) {
        return switch (state) {
            case Running running
            when running.generation() == exited.generation() -> {
                fact(exited.exit(), running.main());
                Duration lived = now.since(running.since());
                if (exited.treeEmpty()) {
                    yield judge(exited.exit(), lived);
                }
                actions.add(new Action.SignalTree(running.generation(), Signal.KILL));
                yield new Stopping(
                        running.generation(),
                        null,
                        running.since(),
                        new Next.Judge(lived, policy.autoRestart()),
                        now.plus(KILL_AGAIN),
                        true,
                        exited.exit());
            }
            case Stopping stopping
            when stopping.generation() == exited.generation() && stopping.main() != null -> {
                fact(exited.exit(), stopping.main());
                Stopping rest = new Stopping(
                        stopping.generation(),
                        null,
                        stopping.since(),
                        stopping.next(),
                        stopping.killAt(),
                        stopping.killing(),
                        exited.exit());
                yield exited.treeEmpty() ? ended(rest) : rest;
            }
            case State other -> other;
        };
    }

    private State treeEmpty(State state, Trigger.TreeEmpty empty) {
        boolean ours = state instanceof Stopping stopping
                && stopping.generation() == empty.generation()
                && stopping.main() == null;
        return ours ? ended((Stopping) state) : state;
    }

    private State due(State state) {
        return switch (state) {
            case Backoff backoff
            when now.reached(backoff.until()) -> {
                tally = tally.oneMoreRestart();
                yield spawn();
            }
            case Stopping stopping when now.reached(stopping.killAt()) -> kill(stopping);
            case State other -> other;
        };
    }

    private State spawn() {
        tally = tally.nextInstance();
        actions.add(new Action.Spawn(tally.generation()));
        return new Starting(tally.generation());
    }

    private State rest(State state, ProcessEvent.Type type, String cause) {
        facts.add(new Fact(type, cause));
        return state;
    }

    private State backoff(Duration delay, String cause) {
        facts.add(new Fact(ProcessEvent.Type.BACKOFF, cause));
        return new Backoff(now.plus(delay), delay);
    }

    /** Asks a running instance to end. */
    private State end(Running running, Next next, boolean force) {
        Signal signal = force ? Signal.KILL : policy.stopSignal();
        actions.add(new Action.SignalTree(running.generation(), signal));
        boolean killing = signal == Signal.KILL;
        return new Stopping(
                running.generation(),
                running.main(),
                running.since(),
                next,
                now.plus(killing ? KILL_AGAIN : policy.stopTimeout()),
                killing,
                null);
    }

    private State redirect(Stopping stopping, Next next, boolean force) {
        Stopping redirected = new Stopping(
                stopping.generation(),
                stopping.main(),
                stopping.since(),
                next,
                stopping.killAt(),
                stopping.killing(),
                stopping.exit());
        return force && !stopping.killing() ? kill(redirected) : redirected;
    }

    private State kill(Stopping stopping) {
        actions.add(new Action.SignalTree(stopping.generation(), Signal.KILL));
        return new Stopping(
                stopping.generation(),
                stopping.main(),
                stopping.since(),
                stopping.next(),
                now.plus(KILL_AGAIN),
                true,
                stopping.exit());
    }

    /** Nothing is left of an instance that was being ended. */
    private State ended(Stopping stopping) {
        return switch (stopping.next()) {
            case Next.Rest(String cause) -> rest(new Stopped(), ProcessEvent.Type.STOPPED, cause);
            case Next.Close close -> rest(new Closed(), ProcessEvent.Type.CLOSED, "the daemon ends");
            case Next.Restart restart -> spawn();
            case Next.Judge(Duration lived, boolean restarts) -> judge(known(stopping.exit()), lived);
        };
    }

    private State judge(ExitStatus exit, Duration lived) {
        String cause = exit.describe();
        if (!policy.autoRestart()) {
            return exit.success()
                    ? rest(new Stopped(), ProcessEvent.Type.STOPPED, cause)
                    : rest(new Failed(), ProcessEvent.Type.FAILED, cause);
        }
        tally = lived.compareTo(policy.minUptime()) >= 0 ? tally.longLife() : tally.oneMoreShortLife();
        Duration delay = policy.delayAfter(tally.shortLives());
        if (delay.isPositive()) {
            return backoff(delay, cause);
        }
        tally = tally.oneMoreRestart();
        facts.add(new Fact(ProcessEvent.Type.RESTARTING, cause));
        return spawn();
    }

    private void fact(ExitStatus exit, ProcessIdentity main) {
        facts.add(new Fact(ProcessEvent.Type.EXITED, exit.describe(), main.pid(), exit));
    }

    private static ExitStatus known(@Nullable ExitStatus exit) {
        if (exit == null) {
            throw new IllegalStateException("an instance that ended without an exit");
        }
        return exit;
    }
}
