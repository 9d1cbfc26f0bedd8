package pmon.core.lifecycle;

import java.time.Duration;
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
 * <p>Starting hears Spawned (→ Running) or SpawnRefused (→ judged) before anything else. Inherited hears Adopted (→ Running), Resumed (→ Queued) or Vanished
 * (→ Queued, or Failed without automatic restarts).
 *
 * <p>Queued hears Unprepared (→ judged, as a start that was refused).
 *
 * <p>Running hears Condemned: asked to end (→ Stopping), then judged as a failure whatever its exit.
 *
 * <p>Running and Stopping hear MainChanged, and go on with another main process.
 *
 * <p>Judged: without automatic restarts, Stopped after a successful end, else Failed; with them, Starting at once or Backoff as
 * {@link Policy} says. Reset forgets what is counted, and moves Backoff to Starting. Where others have to end or something has to be run
 * first, it is Queued instead of Starting. Triggers of an instance that is not the newest are dropped: it has been replaced, and its end was waited for.
 */
public final class Lifecycle {
    /** Why one has failed that is not started again and whose end nobody has seen. */
    public static final String UNSEEN = "it ended while no daemon was there, and how is unknown";

    private final Course course;

    private Lifecycle(Course course) {
        this.course = course;
    }

    /** What follows from the trigger. */
    public static Step step(State state, Tally tally, Trigger trigger, Policy policy, Moment now) {
        Course course = new Course(tally, policy, now);
        State next = new Lifecycle(course).next(state, trigger);
        return new Step(next, course.tally, course.actions, course.facts);
    }

    private State next(State state, Trigger trigger) {
        return switch (trigger) {
            case Trigger.Start start -> start(state, start);
            case Trigger.Resumed resumed -> resumed(state, resumed);
            case Trigger.Recorded recorded -> state instanceof Queued ? course.spawn() : state;
            case Trigger.Stop stop -> stop(state, stop);
            case Trigger.Reset reset -> reset(state);
            case Trigger.Close close -> close(state, close);
            case Trigger.Unprepared unprepared -> state instanceof Queued ? refused(unprepared.cause()) : state;
            case Trigger.Spawned spawned -> spawned(state, spawned);
            case Trigger.SpawnRefused refused -> refused(state, refused);
            case Trigger.Exited exited -> exited(state, exited);
            case Trigger.Condemned condemned -> condemned(state, condemned);
            case Trigger.MainChanged changed -> mainChanged(state, changed);
            case Trigger.TreeEmpty empty -> treeEmpty(state, empty);
            case Trigger.Adopted adopted -> adopted(state, adopted);
            case Trigger.Vanished vanished -> vanished(state, vanished);
            case Trigger.Due due -> due(state);
        };
    }

    private State start(State state, Trigger.Start start) {
        // Somebody has looked at it: what it did before no longer delays it.
        course.tally = course.tally.longLife();
        return switch (state) {
            case Inherited inherited -> course.queue(start.cause());
            case Resting resting -> course.queue(start.cause());
            case Queued queued -> queued;
            case Starting starting -> throw unanswered(starting, start);
            case Backoff backoff -> {
                course.count(start);
                yield course.queue(start.cause());
            }
            case Running running -> {
                course.count(start);
                yield course.end(
                        running, new Next.Restart(start.cause()), ProcessEvent.Type.RESTARTING, start.cause(), false);
            }
            case Stopping stopping when stopping.next() instanceof Next.Restart -> stopping;
            case Stopping stopping -> {
                course.count(start);
                course.tell(ProcessEvent.Type.RESTARTING, start.cause(), stopping);
                yield stopping.then(new Next.Restart(start.cause()));
            }
        };
    }

    /** The daemon is back, which says nothing about the program: what it did before still counts. */
    private State resumed(State state, Trigger.Resumed resumed) {
        return state instanceof Inherited || state instanceof Resting ? course.queue(resumed.cause()) : state;
    }

    private State stop(State state, Trigger.Stop stop) {
        course.tally = course.tally.cleared();
        return switch (state) {
            case Stopped stopped -> stopped;
            case Starting starting -> throw unanswered(starting, stop);
            case Running running ->
                course.end(
                        running, new Next.Rest(stop.cause()), ProcessEvent.Type.STOPPING, stop.cause(), stop.force());
            case Stopping stopping -> {
                if (!(stopping.next() instanceof Next.Rest)) {
                    course.tell(ProcessEvent.Type.STOPPING, stop.cause(), stopping);
                }
                Stopping rest = stopping.then(new Next.Rest(stop.cause()));
                yield stop.force() && !rest.killing() ? course.kill(rest) : rest;
            }
            case Inherited inherited -> course.rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Failed failed -> course.rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Closed closed -> course.rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Queued queued -> course.rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
            case Backoff backoff -> course.rest(new Stopped(), ProcessEvent.Type.STOPPED, stop.cause());
        };
    }

    private State reset(State state) {
        course.tally = course.tally.cleared();
        return state instanceof Backoff ? course.afterDelay(course.next(), "its delay was forgotten") : state;
    }

    private State close(State state, Trigger.Close close) {
        return switch (state) {
            case Inherited inherited -> inherited;
            case Resting resting -> resting;
            case Queued queued -> course.rest(new Closed(), ProcessEvent.Type.CLOSED, close.cause());
            case Backoff backoff -> course.rest(new Closed(), ProcessEvent.Type.CLOSED, close.cause());
            case Starting starting -> throw unanswered(starting, close);
            case Running running ->
                course.end(running, new Next.Close(close.cause()), ProcessEvent.Type.STOPPING, close.cause(), false);
            // One that is not to start again comes to the rest it was going to.
            case Stopping stopping when !willStart(stopping) -> stopping;
            case Stopping stopping -> {
                course.tell(ProcessEvent.Type.STOPPING, close.cause(), stopping);
                yield stopping.then(new Next.Close(close.cause()));
            }
        };
    }

    /** One that is to be judged is judged by the policy as it is by then, which may have changed since its main process ended. */
    private boolean willStart(Stopping stopping) {
        return stopping.next() instanceof Next.Judge
                ? course.policy.autoRestart()
                : stopping.next().starts();
    }

    private State spawned(State state, Trigger.Spawned spawned) {
        if (!(state instanceof Starting(int generation)) || generation != spawned.generation()) {
            throw new IllegalStateException("an instance nobody ordered: " + spawned + " in " + state);
        }
        course.facts.add(
                new Fact(ProcessEvent.Type.STARTED, "started", spawned.main().pid(), null));
        return new Running(generation, spawned.main(), course.now);
    }

    private State refused(State state, Trigger.SpawnRefused refused) {
        if (!(state instanceof Starting(int generation)) || generation != refused.generation()) {
            throw new IllegalStateException("a refusal nobody waits for: " + refused + " in " + state);
        }
        return refused(refused.refusal().message());
    }

    private State refused(String cause) {
        course.facts.add(new Fact(ProcessEvent.Type.START_FAILED, cause));
        if (!course.policy.autoRestart()) {
            return course.rest(new Failed(), ProcessEvent.Type.FAILED, cause);
        }
        course.tally = course.tally.oneMoreShortLife(course.now.wall(), cause);
        FlapRule flaps = course.policy.flaps();
        Duration lowest = course.policy.decaysTo();
        if (flaps == null && lowest != null) {
            return course.decaying(lowest, Duration.ZERO, cause);
        }
        return flaps == null
                ? course.backoff(
                        course.policy.delayAfterRefusal(
                                course.tally.shortLives().count()),
                        cause)
                : course.restartUnlessFlapping(flaps, cause);
    }

    private State exited(State state, Trigger.Exited exited) {
        return switch (state) {
            case Running running
            when running.generation() == exited.generation() -> {
                course.facts.add(Fact.exited(exited.exit(), running.main()));
                Next judge = new Next.Judge(course.now.since(running.since()), course.policy.autoRestart(), null);
                Stopping rest = course.stopping(running, judge).mainGone(exited.exit());
                yield exited.treeEmpty() ? course.ended(rest) : course.kill(rest);
            }
            case Stopping stopping
            when stopping.generation() == exited.generation() && stopping.main() != null -> {
                course.facts.add(Fact.exited(exited.exit(), stopping.main()));
                Stopping rest = stopping.mainGone(exited.exit());
                yield exited.treeEmpty() ? course.ended(rest) : rest;
            }
            case State other -> other;
        };
    }

    private State condemned(State state, Trigger.Condemned condemned) {
        if (!(state instanceof Running running) || running.generation() != condemned.generation()) {
            return state;
        }
        Duration lived = condemned.ready() ? course.now.since(running.since()) : Duration.ZERO;
        Next judge = new Next.Judge(lived, course.policy.autoRestart(), condemned.cause());
        return course.end(running, judge, ProcessEvent.Type.UNHEALTHY, condemned.cause(), false);
    }

    private State mainChanged(State state, Trigger.MainChanged changed) {
        return switch (state) {
            case Running running
            when running.generation() == changed.generation() -> {
                tellMain(changed);
                yield new Running(running.generation(), changed.main(), running.since());
            }
            case Stopping stopping
            when stopping.generation() == changed.generation() && stopping.main() != null -> {
                tellMain(changed);
                yield stopping.main(changed.main());
            }
            case State other -> other;
        };
    }

    private void tellMain(Trigger.MainChanged changed) {
        int pid = changed.main().pid();
        course.facts.add(new Fact(
                ProcessEvent.Type.MAIN_CHANGED, "process " + pid + " is its main one, as it has said", pid, null));
    }

    private State treeEmpty(State state, Trigger.TreeEmpty empty) {
        return switch (state) {
            case Stopping stopping
            when stopping.generation() == empty.generation() && stopping.main() == null -> course.ended(stopping);
            case State other -> other;
        };
    }

    private State adopted(State state, Trigger.Adopted adopted) {
        if (!(state instanceof Inherited)) {
            throw new IllegalStateException("taken over twice: " + adopted + " in " + state);
        }
        course.tally = course.tally.at(adopted.generation());
        String cause = "taken over from an earlier daemon";
        course.facts.add(
                new Fact(ProcessEvent.Type.ADOPTED, cause, adopted.main().pid(), null));
        return new Running(adopted.generation(), adopted.main(), adopted.since());
    }

    private State vanished(State state, Trigger.Vanished vanished) {
        if (!(state instanceof Inherited)) {
            throw new IllegalStateException("an end nobody missed: " + vanished + " in " + state);
        }
        course.facts.add(Fact.exited(vanished.exit(), null));
        if (!course.policy.autoRestart()) {
            return course.rest(new Failed(), ProcessEvent.Type.FAILED, UNSEEN);
        }
        course.tally = course.tally.oneMoreRestart();
        return new Queued();
    }

    private State due(State state) {
        return switch (state) {
            case Backoff backoff
            when course.now.reached(backoff.until()) -> {
                yield course.afterDelay(course.again(), "its delay is over");
            }
            case Stopping stopping when course.now.reached(stopping.killAt()) -> course.kill(stopping);
            case State other -> other;
        };
    }

    private static IllegalStateException unanswered(Starting starting, Trigger trigger) {
        return new IllegalStateException(
                "the spawn is to be answered before anything else: " + trigger + " in " + starting);
    }
}
