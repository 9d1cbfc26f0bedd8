package pmon.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import pmon.api.process.Signal;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.api.spi.store.StoreException;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Snapshot;
import pmon.core.time.Moment;
import pmon.testkit.kernel.FakeMachine;
import pmon.testkit.kernel.FakeProcess;
import pmon.testkit.kernel.Nature;
import pmon.testkit.time.ManualClock;

/**
 * One schedule: callers ask, programs end, commits are late or fail, time passes, the daemon dies at any effect and the machine is booted
 * again, in an order that follows from the seed alone. After every step the {@link Invariants} and {@link Promises} hold; at the end, once
 * everything has come to rest, the store says what the table says.
 */
public final class Simulation {
    private static final int STEPS = 150;
    private static final int CALM = 400;
    private static final int[] PASSING_MILLIS = {1, 10, 60, 110, 500, 1_100, 11_000};

    private final long seed;
    private final Random random;
    private final ManualClock clock = new ManualClock();
    private final FakeMachine machine = new FakeMachine(clock);
    private final Ledger ledger = new Ledger();
    private final Trace trace = new Trace();
    private final Promises promises = new Promises();
    private final Invariants invariants = new Invariants(machine);
    private final Callers callers;
    private RestartLimits limits = new RestartLimits();
    private DaemonRun daemon;

    /** The schedule of this seed. */
    public Simulation(long seed) {
        this.seed = seed;
        random = new Random(seed);
        callers = new Callers(random);
        machine.natures(this::nature);
        machine.refusals(this::refusal);
        daemon = newRun();
    }

    /** Runs the schedule. Throws an {@link AssertionError} with the seed and the last steps when something does not hold. */
    public void run() {
        try {
            survive(this::boot);
            for (int i = 0; i < STEPS; i++) {
                trace.step();
                step();
                check();
            }
            calmDown();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + trace, e);
        }
    }

    private void step() {
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4 -> ask();
            case 5, 6, 7, 8, 9, 10, 11 -> survive(daemon::hearKernel);
            case 12, 13, 14, 15, 16, 17, 18 -> survive(this::hearMail);
            case 19, 20, 21, 22, 23 -> commit(1 + random.nextInt(4));
            case 24, 25 -> pick(machine.mains()).ifPresent(this::exits);
            case 26 -> pick(machine.processes()).ifPresent(this::isKilled);
            case 27, 28, 29 -> pick(machine.doomed()).ifPresent(this::settles);
            case 30, 31, 32, 33, 34 -> pass(Duration.ofMillis(PASSING_MILLIS[random.nextInt(PASSING_MILLIS.length)]));
            case 35 -> clock.jump(Duration.ofSeconds(random.nextInt(7_200) - 3_600));
            case 36 -> storeFails(random.nextBoolean());
            case 37 -> daemon.effectsToLive = random.nextInt(8);
            case 38 -> {
                if (random.nextInt(4) == 0) {
                    reboot();
                } else {
                    die();
                }
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    daemon.mailbox.add(new Input.CloseWanted(random.nextBoolean()));
                }
            }
        }
        if (daemon.finished) {
            end();
        }
    }

    private void ask() {
        Input.Requested requested = callers.next();
        trace.add("asks " + Telling.of(requested));
        promises.asked(requested);
        daemon.mailbox.add(requested);
    }

    private void hearMail() {
        Input input = daemon.mailbox.peek();
        Snapshot before = daemon.supervisor.snapshot();
        try {
            daemon.hearMail();
        } finally {
            if (input instanceof Input.Requested requested) {
                promises.begun(requested, before, daemon.supervisor.snapshot());
            }
        }
    }

    private void exits(FakeProcess process) {
        trace.add("exits " + process.identity().pid());
        machine.exit(process, random.nextInt(2));
    }

    private void isKilled(FakeProcess process) {
        trace.add("is killed " + process.identity().pid());
        machine.kill(process, Signal.KILL);
    }

    private void settles(FakeProcess process) {
        trace.add("ends as told " + process.identity().pid());
        machine.settle(process);
    }

    private void pass(Duration duration) {
        trace.add("passes " + duration);
        clock.advance(duration);
        survive(daemon::hearTime);
    }

    private void storeFails(boolean fails) {
        trace.add(fails ? "the store is full" : "the store has room");
        ledger.store.fail(fails ? StoreException.Kind.FULL : null);
    }

    private void commit(int appends) {
        List<Long> tickets = ledger.commit(appends);
        boolean durable = ledger.durable();
        if (!tickets.isEmpty()) {
            trace.add((durable ? "durable " : "not durable ") + tickets);
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
        trace.add("the daemon has ended");
        promises.checkAllAnswered();
        nextDaemon();
    }

    private void die() {
        trace.add("the daemon dies");
        promises.daemonDied();
        nextDaemon();
    }

    private void reboot() {
        trace.add("the machine is booted");
        machine.reboot();
        die();
    }

    private void nextDaemon() {
        ledger.forget();
        while (random.nextInt(3) == 0) {
            pick(machine.processes()).ifPresent(this::isKilled);
        }
        daemon = newRun();
        if (random.nextInt(6) == 0) {
            daemon.effectsToLive = random.nextInt(12);
        }
        survive(this::boot);
        invariants.taken();
    }

    private void boot() {
        List<Configured> entries = random.nextInt(3) == 0 ? callers.entries() : List.of();
        if (!entries.isEmpty()) {
            promises.configured();
        }
        daemon.boot(entries);
    }

    private DaemonRun newRun() {
        limits = new RestartLimits();
        return new DaemonRun(machine, clock, ledger, new DaemonRun.Observer() {
            @Override
            public void hears(Input input, Moment now) {
                trace.add("  hears " + Telling.of(input));
                limits.hears(input, now);
            }

            @Override
            public void does(Effect effect, Moment now) {
                trace.add("    does " + Telling.of(effect));
                limits.does(effect, now);
                if (effect instanceof Effect.Reply reply) {
                    promises.answered(reply);
                }
            }
        });
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
        storeFails(false);
        daemon.effectsToLive = -1;
        for (int i = 0; i < CALM; i++) {
            trace.step();
            machine.settle();
            daemon.hearKernel();
            while (!daemon.mailbox.isEmpty()) {
                hearMail();
            }
            if (daemon.finished) {
                end();
                daemon.effectsToLive = -1;
            }
            commit(Integer.MAX_VALUE);
            clock.advance(Duration.ofMillis(100));
            daemon.hearTime();
            check();
        }
        promises.checkAllAnswered();
        Settled.check(daemon, ledger);
    }

    private <T> Optional<T> pick(List<T> among) {
        return among.isEmpty() ? Optional.empty() : Optional.of(among.get(random.nextInt(among.size())));
    }

    private Nature nature(SpawnCommand command) {
        return switch (random.nextInt(5)) {
            case 0 -> new Nature(1 + random.nextInt(2), random.nextBoolean(), random.nextBoolean());
            case 1 -> new Nature(0, true, false);
            default -> Nature.PLAIN;
        };
    }

    private Optional<SpawnResult.Refused> refusal(SpawnCommand command) {
        return random.nextInt(10) == 0
                ? Optional.of(new SpawnResult.Refused(SpawnResult.Cause.NO_RESOURCES, "out of memory"))
                : Optional.empty();
    }
}
