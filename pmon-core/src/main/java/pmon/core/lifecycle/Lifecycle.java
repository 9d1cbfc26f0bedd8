package pmon.core.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Signal;
import pmon.api.protocol.ProcessEvent;
import pmon.core.lifecycle.State.Backoff;
import pmon.core.lifecycle.State.Closed;
import pmon.core.lifecycle.State.Failed;
import pmon.core.lifecycle.State.Inherited;
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
 *            │ Start           Recorded  Stop        Close       Exited            TreeEmpty  Due
 * ───────────┼──────────────────────────────────────────────────────────────────────────────────────
 * Inherited  │ Queued          –         Stopped     –           –                 –          –
 * resting    │ Queued          –         Stopped     same        –                 –          –
 * Queued     │ –               Starting  Stopped     Closed      –                 –          –
 * Starting   │ never           –         never       never       –                 –          –
 * Running    │ Stopping→Queued –         Stopping    Stopping    judged, or        –          –
 *            │                                                   Stopping→judged
 * Stopping   │ next: Queued    –         next: rest  next:       what is next,     what is    SIGKILL
 *            │                                       closed      or waits for the  next       (again)
 *            │                                                   rest of the tree
 * Backoff    │ Queued          –         Stopped     Closed      –                 –          Starting
 * </pre>
 *
 * <p>Starting hears Spawned (→ Running) or SpawnRefused (→ judged) before anything else. Inherited hears Adopted (→ Running) or Vanished
 * (→ Queued, or Failed without automatic restarts).
 *
 * <p>Judged: without automatic restarts, Stopped after a successful end, else Failed; with them, Starting at once or Backoff as
 * {@link Policy} says. Reset forgets what is counted, and moves Backoff to Starting. Triggers of an instance that is not the newest are dropped: it has been replaced, and its end was waited for.
 */
public final class Lifecycle {
    /** SIGKILL is sent again so often while something of the tree is left: a member forked meanwhile, or one in uninterruptible sleep. */
    private static final Duration KILL_AGAIN = Duration.ofSeconds(1);

    private static final String SHUTDOWN = "the daemon ends";

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
            case Trigger.Start start -> start(state, start);
            case Trigger.Recorded recorded -> state instanceof Queued ? spawn() : state;
            case Trigger.Stop stop -> stop(state, stop);
            case Trigger.Reset reset -> reset(state);
            case Trigger.Close close -> close(state, close);
            case Trigger.Spawned spawned -> spawned(state, spawned);
            case Trigger.SpawnRefused refused -> refused(state, refused);
            case Trigger.Exited exited -> exited(state, exited);
            case Trigger.TreeEmpty empty -> treeEmpty(state, empty);
            case Trigger.Adopted adopted -> adopted(state, adopted);
            case Trigger.Vanished vanished -> vanished(state, vanished);
            case Trigger.Due due -> due(state);
        };
    }

    private State start(State state, Trigger.Start start) {
        // Somebody has looked at it: what it did before no longer delays it.
        tally = tally.longLife();
        return switch (state) {
            case Inherited inherited -> queue(start.cause());
            case Resting resting -> queue(start.cause());
            case Queued queued -> queued;
            case Starting starting -> throw unanswered(starting, start);
            case Backoff backoff -> {
                count(start);
                yield queue(start.cause());
            }
            case Running running -> {
                count(start);
                yield end(running, new Next.Restart(start.cause()), ProcessEvent.Type.RESTARTING, start.cause(), false);
            }
            case Stopping stopping when stopping.next() instanceof Next.Restart -> stopping;
            case Stopping stopping -> {
                count(start);
                tell(ProcessEvent.Type.RESTARTING, start.cause(), stopping);
                yield stopping.then(new Next.Restart(start.cause()));
            }
        };
    }

    private State stop(State state, Trigger.Stop stop) {
        tally = tally.cleared();
        return switch (state) {
            case Stopped stopped -> stopped;
            case Starting starting -> throw unanswered(starting, stop);
            case Running running ->
                end(running, new Next.Rest(stop.cause()), ProcessEvent.Type.STOPPING, stop.cause(), stop.force());
            case Stopping stopping -> {
                if (!(stopping.next() instanceof Next.Rest)) {
                    tell(ProcessEvent.Type.STOPPING, stop.cause(), stopping);
                }
                Stopping rest = stopping.then(new Next.Rest(stop.cause()));
                yield stop.force() && !rest.killing() ? kill(rest) : rest;
            }
            case Inherited inherited -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Failed failed -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Closed closed -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Queued queued -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Backoff backoff -> rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
        };
    }

    private State reset(State state) {
        tally = tally.cleared();
        return state instanceof Backoff ? spawn() : state;
    }

    private State close(State state, Trigger.Close close) {
        return switch (state) {
            case Inherited inherited -> inherited;
            case Resting resting -> resting;
            case Queued queued -> rest(new Closed(), ProcessEvent.Type.CLOSED, SHUTDOWN);
            case Backoff backoff -> rest(new Closed(), ProcessEvent.Type.CLOSED, SHUTDOWN);
            case Starting starting -> throw unanswered(starting, close);
            case Running running -> end(running, new Next.Close(), ProcessEvent.Type.STOPPING, SHUTDOWN, false);
            // One that is not to start again comes to the rest it was going to.
            case Stopping stopping when !willStart(stopping) -> stopping;
            case Stopping stopping -> {
                tell(ProcessEvent.Type.STOPPING, SHUTDOWN, stopping);
                yield stopping.then(new Next.Close());
            }
        };
    }

    /** One that is to be judged is judged by the policy as it is by then, which may have changed since its main process ended. */
    private boolean willStart(Stopping stopping) {
        return stopping.next() instanceof Next.Judge
                ? policy.autoRestart()
                : stopping.next().starts();
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
        tally = tally.oneMoreShortLife();
        FlapRule flaps = policy.flaps();
        return flaps == null
                ? backoff(policy.delayAfterRefusal(tally.shortLives()), cause)
                : restartUnlessFlapping(flaps, cause);
    }

    private State exited(State state, Trigger.Exited exited) {
        return switch (state) {
            case Running running
            when running.generation() == exited.generation() -> {
                facts.add(Fact.exited(exited.exit(), running.main()));
                Next judge = new Next.Judge(now.since(running.since()), policy.autoRestart());
                Stopping rest = stopping(running, judge).mainGone(exited.exit());
                yield exited.treeEmpty() ? ended(rest) : kill(rest);
            }
            case Stopping stopping
            when stopping.generation() == exited.generation() && stopping.main() != null -> {
                facts.add(Fact.exited(exited.exit(), stopping.main()));
                Stopping rest = stopping.mainGone(exited.exit());
                yield exited.treeEmpty() ? ended(rest) : rest;
            }
            case State other -> other;
        };
    }

    private State treeEmpty(State state, Trigger.TreeEmpty empty) {
        return switch (state) {
            case Stopping stopping
            when stopping.generation() == empty.generation() && stopping.main() == null -> ended(stopping);
            case State other -> other;
        };
    }

    private State adopted(State state, Trigger.Adopted adopted) {
        if (!(state instanceof Inherited)) {
            throw new IllegalStateException("taken over twice: " + adopted + " in " + state);
        }
        tally = tally.at(adopted.generation());
        String cause = "taken over from an earlier daemon";
        facts.add(new Fact(ProcessEvent.Type.ADOPTED, cause, adopted.main().pid(), null));
        return new Running(adopted.generation(), adopted.main(), adopted.since());
    }

    private State vanished(State state, Trigger.Vanished vanished) {
        if (!(state instanceof Inherited)) {
            throw new IllegalStateException("an end nobody missed: " + vanished + " in " + state);
        }
        facts.add(Fact.exited(vanished.exit(), null));
        if (!policy.autoRestart()) {
            String cause = "it ended while no daemon was there, and how is unknown";
            return rest(new Failed(), ProcessEvent.Type.FAILED, cause);
        }
        tally = tally.oneMoreRestart();
        return new Queued();
    }

    private State due(State state) {
        return switch (state) {
            case Backoff backoff
            when now.reached(backoff.until()) -> {
                yield again();
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

    private State queue(String cause) {
        facts.add(new Fact(ProcessEvent.Type.QUEUED, cause));
        return new Queued();
    }

    private State rest(State state, ProcessEvent.Type type, String cause) {
        facts.add(new Fact(type, cause));
        return state;
    }

    private State backoff(Duration delay, String cause) {
        facts.add(new Fact(ProcessEvent.Type.BACKOFF, cause));
        return new Backoff(now.plus(delay), delay, false);
    }

    private State restartUnlessFlapping(FlapRule rule, String cause) {
        Flapping flapping = tally.flapping().at(now, rule);
        if (!flapping.tooMany(rule)) {
            tally = tally.flapping(flapping);
            facts.add(new Fact(ProcessEvent.Type.RESTARTING, cause));
            return again();
        }
        flapping = flapping.counting(now);
        tally = tally.flapping(flapping);
        facts.add(new Fact(ProcessEvent.Type.FLAPPING, cause));
        Moment until = flapping.nextPardon(rule);
        return new Backoff(until, until.since(now), true);
    }

    /** An automatic restart. */
    private State again() {
        tally = tally.oneMoreRestart();
        FlapRule flaps = policy.flaps();
        if (flaps != null) {
            tally = tally.flapping(tally.flapping().at(now, flaps).restarted(now));
        }
        return spawn();
    }

    /** Asks a running instance to end. */
    private State end(Running running, Next next, ProcessEvent.Type type, String cause, boolean force) {
        Stopping stopping = stopping(running, next);
        tell(type, cause, stopping);
        if (force || policy.stopSignal() == Signal.KILL) {
            return kill(stopping);
        }
        actions.add(new Action.SignalTree(running.generation(), policy.stopSignal()));
        return stopping;
    }

    private Stopping stopping(Running running, Next next) {
        Moment killAt = now.plus(policy.stopTimeout());
        return new Stopping(running.generation(), running.main(), running.since(), next, killAt, false, null);
    }

    private Stopping kill(Stopping stopping) {
        actions.add(new Action.SignalTree(stopping.generation(), Signal.KILL));
        return stopping.killed(now.plus(KILL_AGAIN));
    }

    /** Nothing is left of an instance that was being ended. */
    private State ended(Stopping stopping) {
        return switch (stopping.next()) {
            case Next.Rest(String cause) -> rest(new Stopped(), ProcessEvent.Type.STOPPED, cause);
            case Next.Close close -> rest(new Closed(), ProcessEvent.Type.CLOSED, SHUTDOWN);
            case Next.Restart(String cause) -> queue(cause);
            case Next.Judge(Duration lived, boolean restarts) -> judge(known(stopping.exit()), lived);
        };
    }

    private State judge(ExitStatus exit, Duration lived) {
        String cause = exit.describe();
        if (!policy.autoRestart()) {
            return policy.success(exit)
                    ? rest(new Stopped(), ProcessEvent.Type.STOPPED, cause)
                    : rest(new Failed(), ProcessEvent.Type.FAILED, cause);
        }
        tally = lived.compareTo(policy.minUptime()) >= 0 ? tally.longLife() : tally.oneMoreShortLife();
        FlapRule flaps = policy.flaps();
        if (flaps != null) {
            return restartUnlessFlapping(flaps, cause);
        }
        Duration delay = policy.delayAfter(tally.shortLives());
        if (delay.isPositive()) {
            return backoff(delay, cause);
        }
        facts.add(new Fact(ProcessEvent.Type.RESTARTING, cause));
        return again();
    }

    private void count(Trigger.Start start) {
        tally = start.counted() ? tally.oneMoreRestart() : tally;
    }

    private void tell(ProcessEvent.Type type, String cause, Stopping stopping) {
        Integer pid = stopping.main() == null ? null : stopping.main().pid();
        facts.add(new Fact(type, cause, pid, null));
    }

    private static ExitStatus known(@Nullable ExitStatus exit) {
        if (exit == null) {
            throw new IllegalStateException("an instance that ended without an exit");
        }
        return exit;
    }

    private static IllegalStateException unanswered(Starting starting, Trigger trigger) {
        return new IllegalStateException(
                "the spawn is to be answered before anything else: " + trigger + " in " + starting);
    }
}
