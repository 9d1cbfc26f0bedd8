package pmon.core.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.Health;
import pmon.api.process.PendingEnd;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.health.Vigil;
import pmon.core.lifecycle.Flapping;
import pmon.core.lifecycle.Policy;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.lifecycle.Tally;
import pmon.core.lifecycle.Trigger;
import pmon.core.time.Moment;

/** One managed program in the supervisor's table; owned by the supervisor's thread. */
final class Managed {
    /** SIGKILL is sent every second. */
    private static final int UNKILLABLE_KILLS = 10;

    final int id;
    final Instant createdAt;
    ProcessSpec spec;
    Goal goal;
    State state;
    Tally tally = Tally.NONE;
    Instant updatedAt;
    String reason;
    /** The append that made its record what it is; 0 while it is as an earlier daemon left it. */
    long ticket;
    /** The instance started last, alive or not; null until its pid is known. */
    @Nullable
    ProcessIdentity instance;

    @Nullable
    Instant startedAt;

    /** Whether that instance has passed every check of readiness. */
    boolean wasReady;

    @Nullable
    ExitStatus exit;
    /** Whether a removal leaves its log files. */
    boolean keepLogs;
    /** The digest of the entry of the process configuration that was applied last. */
    @Nullable
    String applied;

    /** While it is queued: what it depends on and what is on its way. */
    final Set<Managed> waitsFor = new LinkedHashSet<>();
    /** While it is queued: whether only others, which are taken along by its end, have to end before it starts. */
    boolean held;
    /** Until it is taken over: the end that the daemon before was about to let it come to. */
    @Nullable
    PendingEnd inheritedEnd;
    /** Until it is started again: those that it is restarted because of or together with, so that it does not start without them. */
    final Set<Managed> follows = new HashSet<>();
    /** While it is queued: not before this moment. */
    @Nullable
    Moment notBefore;
    /** While it rests: when it is forgotten; null for never. */
    @Nullable
    Moment forgetAt;
    /** While it runs: the end asked for, which comes once everything that depends on it has ended. */
    @Nullable
    Trigger pendingEnd;
    /** While it is queued and waits for nothing else: what is done before it starts. */
    @Nullable
    Preparation preparation;
    /** Whether what its monitors of role prologue look at has to be so before it starts. */
    boolean prologue;
    /** Whether it was last not started because that was not so. */
    boolean vetoed;
    /** The programs that are told when its run has ended, and those for which it is run again then. */
    final Set<Managed> runFor = new LinkedHashSet<>();

    final Set<Managed> runNextFor = new LinkedHashSet<>();
    /** Whether it is run this once though somebody has stopped it. */
    boolean once;
    /** Until it rests: whether the daemon ends with this run. */
    boolean last;
    /** When it is run next; null for a program that is not run by itself. */
    Schedules.@Nullable Plan schedule;
    /** What its monitors found of the instance that runs, or of the last one where it was ended for that. */
    @Nullable
    Vigil vigil;
    /** How often SIGKILL has been sent to what is left of its instance. */
    int kills;
    /** Whether something of it is left though SIGKILL was sent twice. */
    boolean stuck;
    /** What is wrong with its dependencies, a sentence each. */
    List<String> problems = List.of();
    /** Why the entry of the process configuration was not applied to it; null when nothing was refused. */
    @Nullable
    String refusedEntry;

    private @Nullable ProcessSnapshot published;

    /** A new one, to be started. */
    Managed(int id, ProcessSpec spec, String reason, Moment now) {
        this.id = id;
        this.spec = spec;
        this.goal = Goal.UP;
        this.state = new State.Queued();
        this.reason = reason;
        this.createdAt = now.wall();
        this.updatedAt = now.wall();
    }

    /** A new one that is not started for being there. */
    void rest() {
        goal = spec.task().run().recurring() ? Goal.UP : Goal.DOWN;
        state = new State.Stopped();
    }

    /** As recorded by an earlier daemon; what lives is not known yet. */
    Managed(ProcessRecord record) {
        id = record.id();
        spec = record.spec();
        goal = record.goal();
        state = switch (record.status()) {
            case STOPPED -> new State.Stopped();
            case FAILED -> new State.Failed();
            case QUEUED, INIT, RUNNING, CLOSED, BACKOFF, RESTARTING -> new State.Inherited(record.status());
        };
        reason = record.reason();
        createdAt = record.createdAt();
        updatedAt = record.updatedAt();
        tally = new Tally(record.generation(), record.restartCount(), record.shortLives(), Flapping.NONE);
        applied = record.applied();
        instance = record.instance();
        startedAt = record.startedAt();
        wasReady = record.ready();
        last = record.last();
        inheritedEnd = record.pendingEnd();
        exit = record.exit();
        // Whether they are to go was not recorded, and what is removed by mistake does not come back.
        keepLogs = true;
    }

    /** Takes over what a step of its lifecycle has led to. */
    void become(Step step) {
        if (step.state() instanceof State.Starting) {
            // Whatever was recorded of the one before, it must not be taken for this one.
            instance = null;
            startedAt = null;
            wasReady = false;
            follows.clear();
        }
        if (step.state() instanceof State.Resting) {
            follows.clear();
        }
        if (resting() && step.state() instanceof State.Queued) {
            // What ran before may have done so before the machine was booted, and this is a wish of today.
            instance = null;
        }
        if (step.state() instanceof State.Running running) {
            boolean same = state instanceof State.Running was && was.generation() == running.generation();
            wasReady &= same || running.main().equals(instance);
            instance = running.main();
            startedAt = running.since().wall();
        }
        if (step.state() instanceof State.Stopping stopping && stopping.main() != null) {
            instance = stopping.main();
        }
        kills = step.state() instanceof State.Stopping stopping && stopping.killing() ? kills + 1 : 0;
        state = step.state();
        last &= !resting();
        tally = step.tally();
        for (Step.Fact fact : step.facts()) {
            // Which process is the main one is no reason to be in a state.
            reason = fact.type() == ProcessEvent.Type.MAIN_CHANGED ? reason : fact.cause();
            exit = fact.exit() == null ? exit : fact.exit();
        }
        // What is run again and again goes on to be wanted after each run.
        boolean over = !spec.task().run().recurring() || once;
        if (over && goal == Goal.UP && ended()) {
            goal = Goal.DOWN;
        }
    }

    ChildKey key() {
        return new ChildKey(id, tally.generation());
    }

    ChildKey key(int generation) {
        return new ChildKey(id, generation);
    }

    String name() {
        return spec.name().value();
    }

    /** Whether something of it outlives SIGKILL, which only a process does that hangs in the kernel: the daemon's end waits no longer. */
    boolean unkillable() {
        return kills >= UNKILLABLE_KILLS;
    }

    /** Whether its main process lives and has passed every check of readiness. */
    boolean ready() {
        return state instanceof State.Running && (vigil == null || (vigil.ready() && vigil.verdict() == null));
    }

    /** Whether no check of it is open or bad. */
    boolean well() {
        return vigil == null || vigil.health() == Health.HEALTHY;
    }

    Health health() {
        return vigil == null ? Health.NONE : vigil.health();
    }

    /** Whether it rests, and not only until the daemon is back or has done something. */
    boolean ended() {
        return state instanceof State.Stopped || state instanceof State.Failed;
    }

    boolean resting() {
        return state instanceof State.Resting;
    }

    /** The main process, where one lives. */
    @Nullable
    ProcessIdentity main() {
        return switch (state) {
            case State.Running running -> running.main();
            case State.Stopping stopping -> stopping.main();
            default -> null;
        };
    }

    /** When the present state has to be looked at again; null for never. */
    @Nullable
    Moment due() {
        return switch (state) {
            case State.Backoff backoff -> backoff.until();
            case State.Stopping stopping -> stopping.killAt();
            case State.Queued queued -> notBefore;
            case State.Resting resting -> forgetAt;
            default -> null;
        };
    }

    /** Whether it is remembered for a while only, and so never started for somebody who did not ask for it. */
    boolean lingers() {
        return spec.stop().linger() != null;
    }

    /** Notes when to forget it, after it has come to a state. */
    void linger(Moment now) {
        Duration linger = spec.stop().linger();
        forgetAt = ended() && linger != null ? now.plus(linger) : null;
    }

    Policy policy(Defaults defaults) {
        return new Policy(
                spec.autoRestart(),
                or(spec.restart().minUptime(), defaults.minUptime()),
                or(spec.restart().initialDelay(), defaults.initialDelay()),
                or(spec.restart().maxDelay(), defaults.maxDelay()),
                or(spec.stop().signal(), defaults.stopSignal()),
                or(spec.stop().timeout(), defaults.stopTimeout()),
                defaults.flaps(),
                Set.copyOf(spec.execution().successExitCodes()),
                spec.restart().decaysTo());
    }

    void changed(Moment now) {
        updatedAt = now.wall();
        published = null;
    }

    /** What others show of it is different now, though its record is not. */
    void shownAnew() {
        published = null;
    }

    ProcessRecord record() {
        return new ProcessRecord(
                id,
                spec,
                goal,
                state.status(),
                tally.generation(),
                tally.restarts(),
                instance,
                startedAt,
                exit,
                reason,
                createdAt,
                updatedAt,
                applied,
                tally.shortLives(),
                wasReady,
                last,
                pendingEnd(),
                follows.isEmpty()
                        ? List.of()
                        : follows.stream().map(program -> program.id).sorted().toList());
    }

    /** What the next daemon has to know of the end that is to come. */
    @Nullable
    PendingEnd pendingEnd() {
        return switch (pendingEnd) {
            case Trigger.Start(String cause, boolean counted) -> new PendingEnd(cause, counted, false);
            case Trigger.Condemned condemned -> new PendingEnd(condemned.cause(), false, true);
            case null -> inheritedEnd;
            // That it is wanted no more is its goal, and what is closed comes back anyway.
            default -> null;
        };
    }

    ProcessSnapshot snapshot() {
        ProcessSnapshot snapshot = published;
        if (snapshot == null) {
            ProcessIdentity main = main();
            snapshot = new ProcessSnapshot(
                    record(),
                    state.status(),
                    main,
                    main == null ? null : startedAt,
                    Explanation.of(this),
                    nextStartAt(),
                    allProblems(),
                    health());
            published = snapshot;
        }
        return snapshot;
    }

    private @Nullable Instant nextStartAt() {
        return switch (state) {
            case State.Backoff backoff -> backoff.until().wall();
            case State.Queued queued when notBefore != null -> notBefore.wall();
            default -> schedule == null ? null : schedule.next();
        };
    }

    private List<String> allProblems() {
        List<String> all = new ArrayList<>(problems);
        if (refusedEntry != null) {
            all.add(refusedEntry);
        }
        if (state instanceof State.Queued) {
            for (Managed other : waitsFor) {
                if (Conditions.hopeless(this, other)) {
                    all.add("waits for " + other.name() + " to end well, which has failed: " + other.reason + "; start "
                            + other.name() + " again");
                }
            }
        }
        if (stuck) {
            all.add("does not end: " + Explanation.STUCK);
        }
        return all;
    }

    private static <T> T or(@Nullable T own, T standard) {
        return own == null ? standard : own;
    }
}
