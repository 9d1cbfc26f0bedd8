package pmon.core.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.protocol.ProcessEvent;
import pmon.core.lifecycle.Step;
import pmon.core.schedule.CronTimes;
import pmon.core.time.Moment;

/**
 * Runs tasks when it is time. A run that is due while the one before has not ended is left out; one that was missed, because no daemon was
 * there or the machine slept, is made up for once or not at all, as the task wants. See docs/tasks.md.
 *
 * <p>Periods are counted on the clock that only goes forward. Times of day are those of the clock that people set, so that it is looked at
 * again every minute.
 */
final class Schedules {
    /** How much later than it should a time of day may be noticed, were the clock set forward. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** A run that would begin later than this has been missed. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private final Programs programs;
    private final BiConsumer<Integer, @Nullable Moment> alarm;
    private boolean over;

    /** @param alarm is told when a task has to be looked at, null for never */
    Schedules(Programs programs, BiConsumer<Integer, @Nullable Moment> alarm) {
        this.programs = programs;
        this.alarm = alarm;
    }

    /** A program's record, or whether it is there at all, is different now. */
    void look(Managed program, Moment now) {
        Occasion wanted = over || !there(program) || program.goal != Goal.UP || program.once
                ? null
                : program.spec.task().run().occasion();
        if (wanted == null && program.schedule == null) {
            return;
        }
        Plan plan = program.schedule;
        if (wanted == null || plan == null || !plan.occasion().equals(wanted)) {
            set(program, wanted == null ? null : first(wanted, now.wall(), now), now);
        }
    }

    /** A task is known from an earlier daemon: what was due since is made up for or not. */
    void resume(Managed program, Turn turn) {
        Occasion occasion = program.spec.task().run().occasion();
        if (occasion == null || program.goal != Goal.UP || over) {
            return;
        }
        // Whatever happened to it later would have changed its record.
        Instant known = program.startedAt == null ? program.createdAt : program.startedAt;
        Plan plan = switch (occasion) {
            case Occasion.Every every -> first(every, known, turn.now);
            case Occasion.Cron cron -> first(cron, program.updatedAt, turn.now);
            case Occasion.OnSignal signal -> null;
        };
        if (plan == null || plan.next() == null) {
            set(program, first(occasion, turn.now.wall(), turn.now), turn.now);
        } else if (turn.now.wall().isBefore(plan.next())) {
            set(program, plan, turn.now);
        } else if (missed(occasion) == Missed.RUN) {
            set(program, new Plan(occasion, turn.now.wall(), turn.now), turn.now);
        } else {
            skip(program, "it was due at " + plan.next() + ", when no daemon was there", turn);
            set(program, plan.after(turn.now), turn.now);
        }
    }

    /** Time may have come for a task. */
    void due(Managed program, Turn turn) {
        Plan plan = program.schedule;
        if (plan == null || over) {
            return;
        }
        if (!plan.reached(turn.now)) {
            set(program, plan, turn.now);
            return;
        }
        Managed alone = programs.specials.alone();
        boolean late = plan.lateness(turn.now).compareTo(LATE) > 0;
        if (alone != null) {
            skip(program, "all programs are stopped for " + alone.name(), turn);
        } else if (!program.resting()) {
            skip(program, "the run before has not ended", turn);
        } else if (late && missed(plan.occasion()) == Missed.SKIP) {
            skip(program, "it was due at " + plan.next() + ", and nobody noticed in time", turn);
        } else {
            programs.runs.run(program, "run " + program.spec.task().run().words(), turn);
        }
        set(program, plan.after(turn.now), turn.now);
    }

    /** The daemon ends. */
    void end() {
        over = true;
    }

    private boolean there(Managed program) {
        return programs.byId(program.id) == program;
    }

    private void set(Managed program, @Nullable Plan plan, Moment now) {
        program.schedule = plan;
        programs.show(program);
        alarm.accept(program.id, plan == null ? null : plan.lookAt(now));
    }

    private void skip(Managed program, String why, Turn turn) {
        programs.tell(program, new Step.Fact(ProcessEvent.Type.SKIPPED, why, null, null), turn);
        programs.changed(program, turn);
    }

    private static Missed missed(Occasion occasion) {
        return switch (occasion) {
            case Occasion.Every every -> every.missed();
            case Occasion.Cron cron -> cron.missed();
            case Occasion.OnSignal signal -> Missed.SKIP;
        };
    }

    /** The first run after a moment of the past or present. */
    private static Plan first(Occasion occasion, Instant after, Moment now) {
        return switch (occasion) {
            case Occasion.Every(Duration period, var missed) -> {
                Moment due = now.earlier(after).plus(period);
                yield new Plan(occasion, due.wall(), due);
            }
            case Occasion.Cron cron -> new Plan(cron, cronAfter(cron, after), now);
            case Occasion.OnSignal signal -> new Plan(signal, null, now);
        };
    }

    private static @Nullable Instant cronAfter(Occasion.Cron cron, Instant after) {
        return switch (CronTimes.of(cron.expression(), cron.timeZone())) {
            case CronTimes.Result.Valid(CronTimes times) -> times.after(after).orElse(null);
            // It was looked at when it was read; a time zone may since be gone.
            case CronTimes.Result.Wrong wrong -> null;
        };
    }

    /**
     * When a task is run next.
     *
     * @param next null for one that waits for no time
     * @param due the same on both clocks, where periods are counted
     */
    record Plan(Occasion occasion, @Nullable Instant next, Moment due) {
        boolean reached(Moment now) {
            return switch (occasion) {
                case Occasion.Every every -> now.reached(due);
                case Occasion.Cron cron -> next != null && !now.wall().isBefore(next);
                case Occasion.OnSignal signal -> false;
            };
        }

        Duration lateness(Moment now) {
            return switch (occasion) {
                case Occasion.Every every -> now.since(due);
                case Occasion.Cron cron -> next == null ? Duration.ZERO : Duration.between(next, now.wall());
                case Occasion.OnSignal signal -> Duration.ZERO;
            };
        }

        /** The one after this that has not come yet. */
        Plan after(Moment now) {
            return switch (occasion) {
                case Occasion.Every(Duration period, var missed) -> {
                    long whole = now.since(due).dividedBy(period);
                    Moment following = due.plus(period.multipliedBy(Math.max(0, whole) + 1));
                    yield new Plan(occasion, following.wall(), following);
                }
                case Occasion.Cron cron -> new Plan(cron, cronAfter(cron, now.wall()), now);
                case Occasion.OnSignal signal -> this;
            };
        }

        /** When to look at it; null for never. */
        @Nullable
        Moment lookAt(Moment now) {
            return switch (occasion) {
                case Occasion.Every every -> due;
                case Occasion.Cron cron -> {
                    Optional<Duration> left = Optional.ofNullable(next).map(at -> Duration.between(now.wall(), at));
                    yield left.map(time -> time.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : time)
                            .map(time -> now.plus(time.isNegative() ? Duration.ZERO : time))
                            .orElse(null);
                }
                case Occasion.OnSignal signal -> null;
            };
        }
    }
}
