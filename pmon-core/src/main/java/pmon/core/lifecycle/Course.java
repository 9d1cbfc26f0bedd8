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
import pmon.core.lifecycle.State.Next;
import pmon.core.lifecycle.State.Queued;
import pmon.core.lifecycle.State.Running;
import pmon.core.lifecycle.State.Starting;
import pmon.core.lifecycle.State.Stopped;
import pmon.core.lifecycle.State.Stopping;
import pmon.core.lifecycle.Step.Action;
import pmon.core.lifecycle.Step.Fact;
import pmon.core.time.Moment;

/** What one trigger leads to, as far as it has been worked out: what a program comes to, and what has to be done and told on the way. */
final class Course {
    /** SIGKILL is sent again so often while something of the tree is left: a member forked meanwhile, or one in uninterruptible sleep. */
    private static final Duration KILL_AGAIN = Duration.ofSeconds(1);

    static final String SHUTDOWN = "the daemon ends";

    final Policy policy;
    final Moment now;
    final List<Action> actions = new ArrayList<>(2);
    final List<Fact> facts = new ArrayList<>(3);
    Tally tally;

    Course(Tally tally, Policy policy, Moment now) {
        this.tally = tally;
        this.policy = policy;
        this.now = now;
    }

    State spawn() {
        tally = tally.nextInstance();
        actions.add(new Action.Spawn(tally.generation()));
        return new Starting(tally.generation());
    }

    State queue(String cause) {
        facts.add(new Fact(ProcessEvent.Type.QUEUED, cause));
        return new Queued();
    }

    State rest(State state, ProcessEvent.Type type, String cause) {
        facts.add(new Fact(type, cause));
        return state;
    }

    State backoff(Duration delay, String cause) {
        facts.add(new Fact(ProcessEvent.Type.BACKOFF, cause));
        return new Backoff(now.plus(delay), delay, false);
    }

    /** Every restart is delayed, longer and longer unless it is a while since the last. */
    State decaying(Duration lowest, Duration lived, String cause) {
        Duration before = tally.delay() == null ? policy.initialDelay() : tally.delay();
        Duration delay = policy.decayed(before, lowest, lived);
        tally = tally.delay(policy.doubled(delay));
        return backoff(delay, cause);
    }

    State restartUnlessFlapping(FlapRule rule, String cause) {
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

    /** What follows a delay, which is to be told where it is not a start at once. */
    State afterDelay(State next, String cause) {
        if (next instanceof Queued) {
            facts.add(new Fact(ProcessEvent.Type.QUEUED, cause));
        }
        return next;
    }

    /** An automatic restart. It says nothing of its own when it is queued: what led to it has been told. */
    State again() {
        tally = tally.oneMoreRestart();
        FlapRule flaps = policy.flaps();
        if (flaps != null) {
            tally = tally.flapping(tally.flapping().at(now, flaps).restarted(now));
        }
        return next();
    }

    /** The next instance, as soon as nothing has to happen before. */
    State next() {
        return policy.queues() ? new Queued() : spawn();
    }

    /** Asks a running instance to end. */
    State end(Running running, Next next, ProcessEvent.Type type, String cause, boolean force) {
        Stopping stopping = stopping(running, next);
        tell(type, cause, stopping);
        if (force || policy.stopSignal() == Signal.KILL) {
            return kill(stopping);
        }
        actions.add(new Action.SignalTree(running.generation(), policy.stopSignal()));
        return stopping;
    }

    Stopping stopping(Running running, Next next) {
        Moment killAt = now.plus(policy.stopTimeout());
        return new Stopping(running.generation(), running.main(), running.since(), next, killAt, false, null);
    }

    Stopping kill(Stopping stopping) {
        actions.add(new Action.SignalTree(stopping.generation(), Signal.KILL));
        return stopping.killed(now.plus(KILL_AGAIN));
    }

    /** Nothing is left of an instance that was being ended. */
    State ended(Stopping stopping) {
        return switch (stopping.next()) {
            case Next.Rest(String cause) -> rest(new Stopped(), ProcessEvent.Type.STOPPED, cause);
            case Next.Close(String cause) -> rest(new Closed(), ProcessEvent.Type.CLOSED, cause);
            case Next.Restart(String cause) -> queue(cause);
            case Next.Judge(Duration lived, boolean restarts, String verdict) ->
                judge(known(stopping.exit()), lived, verdict);
        };
    }

    private State judge(ExitStatus exit, Duration lived, @Nullable String verdict) {
        String cause = verdict == null ? exit.describe() : verdict;
        if (!policy.autoRestart()) {
            return verdict == null && policy.success(exit)
                    ? rest(new Stopped(), ProcessEvent.Type.STOPPED, cause)
                    : rest(new Failed(), ProcessEvent.Type.FAILED, cause);
        }
        tally = lived.compareTo(policy.minUptime()) >= 0 ? tally.longLife() : tally.oneMoreShortLife(now.wall(), cause);
        FlapRule flaps = policy.flaps();
        if (flaps != null) {
            return restartUnlessFlapping(flaps, cause);
        }
        if (policy.decaysTo() != null) {
            return decaying(policy.decaysTo(), lived, cause);
        }
        Duration delay = policy.delayAfter(tally.shortLives().count());
        if (delay.isPositive()) {
            return backoff(delay, cause);
        }
        facts.add(new Fact(ProcessEvent.Type.RESTARTING, cause));
        return again();
    }

    void count(Trigger.Start start) {
        tally = start.counted() ? tally.oneMoreRestart() : tally;
    }

    void tell(ProcessEvent.Type type, String cause, Stopping stopping) {
        Integer pid = stopping.main() == null ? null : stopping.main().pid();
        facts.add(new Fact(type, cause, pid, null));
    }

    private static ExitStatus known(@Nullable ExitStatus exit) {
        if (exit == null) {
            throw new IllegalStateException("an instance that ended without an exit");
        }
        return exit;
    }
}
