package pmon.core.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.core.time.Moment;

/**
 * How often one program was restarted automatically of late, and the countdown that began when that was too often.
 *
 * <p>Without a countdown, a restart counts as long as it is no older than {@link FlapRule#countdown}. In a countdown restarts do not grow
 * old; each {@link FlapRule#decrement} of it forgives the oldest, and its end forgives all. It is not begun anew by what happens in it.
 *
 * @param restarts when they happened, oldest first; never more than the threshold
 * @param begun when the countdown began; null without one
 * @param forgiven how many restarts it has forgiven so far
 */
public record Flapping(List<Moment> restarts, @Nullable Moment begun, int forgiven) {
    /** Nothing has happened yet. */
    public static final Flapping NONE = new Flapping(List.of(), null, 0);

    public Flapping {
        restarts = List.copyOf(restarts);
    }

    /** How many restarts count. */
    public int count() {
        return restarts.size();
    }

    /** What counts now. */
    public Flapping at(Moment now, FlapRule rule) {
        if (begun == null) {
            List<Moment> young = restarts.stream()
                    .filter(restart -> now.since(restart).compareTo(rule.countdown()) < 0)
                    .toList();
            return young.size() == restarts.size() ? this : new Flapping(young, null, 0);
        }
        Duration passed = now.since(begun);
        if (passed.compareTo(rule.countdown()) >= 0) {
            return NONE;
        }
        int due = rule.decrement().isZero() ? 0 : (int) passed.dividedBy(rule.decrement());
        int drop = Math.min(due - forgiven, restarts.size());
        return drop <= 0 ? this : new Flapping(restarts.subList(drop, restarts.size()), begun, due);
    }

    /** Whether one more restart is too many. */
    boolean tooMany(FlapRule rule) {
        return restarts.size() >= rule.threshold();
    }

    /** With one more restart. */
    Flapping restarted(Moment now) {
        List<Moment> more = new ArrayList<>(restarts);
        more.add(now);
        return new Flapping(more, begun, forgiven);
    }

    /** With a countdown, which begins now unless one runs. */
    Flapping counting(Moment now) {
        return begun == null ? new Flapping(restarts, now, 0) : this;
    }

    /** When the countdown ends; null without one. */
    public @Nullable Moment end(FlapRule rule) {
        return begun == null ? null : begun.plus(rule.countdown());
    }

    /** When the countdown next forgives a restart, or all of them. Only in a countdown. */
    Moment nextPardon(FlapRule rule) {
        if (begun == null) {
            throw new IllegalStateException("no countdown runs");
        }
        Moment end = begun.plus(rule.countdown());
        if (rule.decrement().isZero()) {
            return end;
        }
        Moment next = begun.plus(rule.decrement().multipliedBy(forgiven + 1L));
        return next.reached(end) ? end : next;
    }
}
