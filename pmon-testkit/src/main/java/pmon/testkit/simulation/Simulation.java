package pmon.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.store.StoreException;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Snapshot;
import pmon.core.time.Moment;
import pmon.testkit.kernel.FakeMachine;
import pmon.testkit.kernel.FakeProcess;
import pmon.testkit.time.ManualClock;

/**
 * One schedule: callers ask, programs end, commits are late or fail, time passes, the daemon dies at any effect and the machine is booted
 * again, in an order that follows from the seed alone. After every step the {@link Invariants} and {@link Promises} hold; at the end, once
 * everything has come to rest, the store says what the table says.
 */
public final class Simulation {
    /** More than any program waits for its next try. */
    private static final Duration CALM = Duration.ofSeconds(40);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final List<Fault> TROUBLE = List.of(Fault.values());
    private static final int MOST_BYSTANDERS = 4;
    private static final int[] PASSING_MILLIS = {1, 10, 60, 110, 500, 1_100, 11_000};

    private final Schedule schedule;
    private final Flaw flaw;
    private final Random random = new Random();
    private final ManualClock clock = new ManualClock();
    private final FakeMachine machine = new FakeMachine(clock);
    private final Ledger ledger = new Ledger();
    private final Trace trace;
    private final Promises promises = new Promises();
    private final Handover handover = new Handover();
    private final Wishes wishes = new Wishes();
    private final Invariants invariants = new Invariants(machine);
    private final Callers callers;
    private boolean calm;
    private Scrutiny scrutiny;
    private DaemonRun daemon;

    private Simulation(Schedule schedule, Flaw flaw, Trace trace) {
        this.schedule = schedule;
        this.flaw = flaw;
        this.trace = trace;
        schedule.begin(0, random);
        callers = new Callers(random, schedule.programs());
        new Nuisances(random, this::has).trouble(machine);
        scrutiny = newScrutiny(Recovered.NOTHING, Map.of());
        daemon = newRun();
    }

    /** Runs the schedule of a seed. */
    public static void run(long seed) {
        run(Schedule.of(seed), Flaw.NONE);
    }

    /**
     * Runs a schedule. Throws an {@link AssertionError} when something does not hold, with the seed, and with the smallest part of the
     * schedule that still fails and what happened in that.
     */
    static void run(Schedule schedule, Flaw flaw) {
        if (failure(schedule, flaw, false) == null) {
            return;
        }
        Schedule smallest = Shrinking.of(schedule, smaller -> failure(smaller, flaw, false) != null);
        AssertionError failure = failure(smallest, flaw, true);
        throw new AssertionError(
                "seed " + schedule.seed() + ", shrunk to " + smallest + ":\n"
                        + (failure == null ? "it does not fail again" : failure.getMessage()),
                failure);
    }

    private static @Nullable AssertionError failure(Schedule schedule, Flaw flaw, boolean traced) {
        Simulation simulation = new Simulation(schedule, flaw, new Trace(traced));
        try {
            simulation.run();
            return null;
        } catch (AssertionError | RuntimeException e) {
            return new AssertionError(e.getMessage() + "\n" + simulation.trace + simulation.explanations(), e);
        }
    }

    /** In the end, each program in a sentence. */
    private String explanations() {
        return daemon.supervisor.snapshot().processes().stream()
                .map(process -> "\n" + process.name() + ": " + process.explanation())
                .collect(Collectors.joining());
    }

    private void run() {
        survive(this::boot);
        for (int step : schedule.steps()) {
            schedule.begin(step, random);
            trace.step(step);
            step();
            check();
        }
        schedule.begin(Schedule.STEPS + 1, random);
        calmDown();
    }

    private boolean has(Fault fault) {
        return !calm && schedule.faults().contains(fault);
    }

    private void step() {
        switch (random.nextInt(50)) {
            case 0, 1, 2, 3 -> ask();
            case 4 -> daemonGets(callers.signal());
            case 5, 6, 7, 8, 9, 10, 11 -> survive(has(Fault.LATE) ? () -> daemon.hearSome(random) : daemon::hearKernel);
            case 12, 13, 14, 15, 16, 17, 18 -> survive(this::hearMail);
            case 19, 20, 21, 22, 23 -> commit(1 + random.nextInt(4));
            case 24, 25 -> pick(machine.mains()).ifPresent(this::exits);
            case 26 -> pick(machine.processes()).ifPresent(this::isKilled);
            case 27, 28, 29 -> pick(machine.doomed()).ifPresent(this::settles);
            case 30, 31, 32, 33, 34 -> pass(Duration.ofMillis(PASSING_MILLIS[random.nextInt(PASSING_MILLIS.length)]));
            case 42, 43, 44, 45, 46, 47, 48, 49 -> pick(daemon.checks).ifPresent(this::finds);
            default -> trouble();
        }
        if (daemon.finished) {
            end();
        }
    }

    private void trouble() {
        Fault fault = TROUBLE.get(random.nextInt(TROUBLE.size()));
        if (!has(fault)) {
            return;
        }
        switch (fault) {
            case CLOCK_JUMP -> clock.jump(Duration.ofSeconds(random.nextInt(7_200) - 3_600));
            case STORE_FAILS -> storeFails(random.nextBoolean());
            case DAEMON_DEATH -> {
                if (random.nextBoolean()) {
                    daemon.effectsToLive = random.nextInt(8);
                } else {
                    die();
                }
            }
            case REBOOT -> {
                if (random.nextInt(4) == 0) {
                    reboot();
                }
            }
            case DAEMON_END -> {
                if (random.nextInt(3) == 0) {
                    boolean keep = random.nextBoolean();
                    daemon.mailbox.add(new Input.CloseWanted(keep, keep && random.nextBoolean()));
                }
            }
            case BYSTANDERS -> {
                long others = machine.processes().stream()
                        .filter(FakeProcess::bystander)
                        .count();
                if (others < MOST_BYSTANDERS) {
                    machine.bystander();
                }
            }
            // These happen wherever they can.
            case SPAWN_REFUSED, KILL_REFUSED, ADOPTION_VANISHES, LATE, UNHEALTHY -> {}
        }
    }

    private void ask() {
        ask(callers.next());
    }

    private void daemonGets(Signal signal) {
        trace.add(() -> "the daemon gets " + signal);
        daemon.mailbox.add(new Input.Signalled(signal));
    }

    private void ask(Input.Requested requested) {
        trace.add(() -> "asks " + Telling.of(requested));
        promises.asked(requested);
        handover.asked(requested);
        daemon.mailbox.add(requested);
    }

    private void hearMail() {
        Input input = daemon.mailbox.peek();
        Snapshot before = daemon.supervisor.snapshot();
        if (input instanceof Input.Requested requested) {
            promises.hears(requested, handover.beginning(requested));
        }
        try {
            daemon.hearMail();
        } finally {
            if (input instanceof Input.Requested requested) {
                promises.begun(requested, before, daemon.supervisor.snapshot());
                handover.heard(requested, before, daemon.supervisor.snapshot());
            }
        }
    }

    private void exits(FakeProcess process) {
        trace.add(() -> "exits " + process.identity().pid());
        machine.exit(process, random.nextInt(2));
    }

    private void isKilled(FakeProcess process) {
        trace.add(() -> "is killed " + process.identity().pid());
        machine.kill(process, Signal.KILL);
    }

    private void settles(FakeProcess process) {
        trace.add(() -> "ends as told " + process.identity().pid());
        machine.settle(process);
    }

    /** A check comes to its end; a program that does not work is found so by several in a row. */
    private void finds(Effect.Check check) {
        boolean well = calm || !has(Fault.UNHEALTHY) || random.nextInt(5) > 1;
        CheckResult truth = well ? CheckResult.PASSED : new CheckResult.Failed("it does not work");
        daemon.checks.remove(check);
        trace.add(() -> (well ? "is well " : "is unwell ") + check.key() + " "
                + check.monitor().name());
        scrutiny.watching().finds(check, truth);
        String monitor = check.monitor().name();
        daemon.mailbox.add(new Input.Checked(check.key(), monitor, flaw.heard(check.monitor(), truth)));
    }

    private void pass(Duration duration) {
        trace.add(() -> "passes " + duration);
        clock.advance(duration);
        survive(daemon::hearTime);
    }

    private void storeFails(boolean fails) {
        trace.add(() -> fails ? "the store is full" : "the store has room");
        StoreException.Kind kind = random.nextBoolean() ? StoreException.Kind.FULL : StoreException.Kind.IN_USE;
        ledger.store.fail(fails ? kind : null);
    }

    private void commit(int appends) {
        List<Long> tickets = ledger.commit(appends);
        boolean durable = flaw.durable(ledger.durable());
        if (!tickets.isEmpty()) {
            trace.add(() -> (durable ? "durable " : "not durable ") + tickets);
        }
        if (durable && !tickets.isEmpty()) {
            daemon.mailbox.add(new Input.Committed(tickets.getLast()));
        } else {
            tickets.forEach(
                    ticket -> daemon.mailbox.add(new Input.CommitFailed(ticket, ErrorCode.STORE_FULL, "no space")));
        }
    }

    private void end() {
        daemon.effectsToLive = -1;
        while (!daemon.mailbox.isEmpty()) {
            hearMail();
        }
        trace.add(() -> "the daemon has ended");
        promises.checkAllAnswered();
        nextDaemon();
    }

    private void die() {
        trace.add(() -> "the daemon dies");
        promises.daemonDied();
        handover.daemonDied();
        nextDaemon();
    }

    private void reboot() {
        trace.add(() -> "the machine is booted");
        machine.reboot();
        wishes.rebooted();
        die();
    }

    private void nextDaemon() {
        ledger.forget();
        while (random.nextInt(3) == 0) {
            pick(machine.processes()).ifPresent(this::isKilled);
        }
        daemon = newRun();
        if (has(Fault.DAEMON_DEATH) && random.nextInt(6) == 0) {
            daemon.effectsToLive = random.nextInt(12);
        }
        survive(this::boot);
        invariants.taken();
        handover.takeUnanswered().forEach(requested -> ask(callers.again(requested)));
    }

    private void boot() {
        List<Configured> entries = random.nextInt(3) != 0 ? callers.entries() : List.of();
        if (!entries.isEmpty()) {
            promises.configured(ledger.recovered().records());
        }
        daemon.boot(entries);
        scrutiny.taken(daemon.supervisor.snapshot());
    }

    private DaemonRun newRun() {
        Recovered recovered = ledger.recovered();
        handover.begins(recovered);
        wishes.daemonBegins();
        scrutiny = newScrutiny(recovered, scrutiny.due());
        DaemonRun run = new DaemonRun(machine, clock, ledger, flaw, scrutiny);
        run.vanishes = () -> has(Fault.ADOPTION_VANISHES) && random.nextInt(6) == 0;
        return run;
    }

    private Scrutiny newScrutiny(Recovered recovered, Map<ChildKey, Subtrees.Due> due) {
        return new Scrutiny(trace, promises, handover, wishes, flaw, recovered, due);
    }

    private void survive(Runnable act) {
        try {
            act.run();
        } catch (DaemonRun.Death e) {
            die();
        }
    }

    private void check() {
        invariants.check(daemon);
        promises.checkHeld(daemon.supervisor.snapshot());
    }

    /** Lets everything that is under way come to its end. */
    private void calmDown() {
        calm = true;
        storeFails(false);
        daemon.effectsToLive = -1;
        Moment begun = clock.now();
        Moment looked = begun;
        for (int i = 1; clock.now().since(begun).compareTo(CALM) < 0; i++) {
            trace.step(Schedule.STEPS + i);
            machine.settle();
            Set<Integer> finite = Finite.in(daemon.supervisor.snapshot());
            machine.mains().stream()
                    .filter(main -> finite.contains(main.key().process()))
                    .forEach(main -> machine.exit(main, 0));
            daemon.hearKernel();
            if (clock.now().since(looked).compareTo(LONGEST_PAUSE) >= 0) {
                looked = clock.now();
                List.copyOf(daemon.checks).forEach(this::finds);
            }
            while (!daemon.mailbox.isEmpty()) {
                hearMail();
            }
            if (daemon.finished) {
                end();
                daemon.effectsToLive = -1;
            }
            commit(Integer.MAX_VALUE);
            clock.advance(pause());
            daemon.hearTime();
            check();
        }
        commit(Integer.MAX_VALUE);
        promises.checkAllAnswered();
        wishes.settled();
        Settled.check(daemon, ledger, clock.now());
    }

    /** Until the supervisor has something to do, within bounds. */
    private Duration pause() {
        Moment due = daemon.supervisor.nextDeadline();
        Duration until = due == null ? LONGEST_PAUSE : due.since(clock.now());
        return until.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : until.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : until;
    }

    private <T> Optional<T> pick(List<T> among) {
        return among.isEmpty() ? Optional.empty() : Optional.of(among.get(random.nextInt(among.size())));
    }
}
