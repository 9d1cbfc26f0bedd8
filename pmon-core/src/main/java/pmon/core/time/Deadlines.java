package pmon.core.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** At most one deadline a key, the earliest found at once. */
public final class Deadlines<K> {
    private final Map<K, Deadline<K>> byKey = new HashMap<>();
    private final TreeSet<Deadline<K>> ordered = new TreeSet<>();
    private long sequence;

    /** Sets the deadline of a key, replacing the one it had; null removes it. */
    public void set(K key, @Nullable Moment at) {
        Deadline<K> old = byKey.remove(key);
        if (old != null) {
            ordered.remove(old);
        }
        if (at != null) {
            Deadline<K> deadline = new Deadline<>(at, sequence++, key);
            byKey.put(key, deadline);
            ordered.add(deadline);
        }
    }

    /** The earliest deadline; null when there is none. */
    public @Nullable Moment next() {
        return ordered.isEmpty() ? null : ordered.first().at();
    }

    /** Takes out every key whose deadline has come, earliest first. */
    public List<K> takeDue(Moment now) {
        List<K> due = new ArrayList<>();
        while (!ordered.isEmpty() && now.reached(ordered.first().at())) {
            Deadline<K> deadline = ordered.removeFirst();
            byKey.remove(deadline.key());
            due.add(deadline.key());
        }
        return due;
    }

    private record Deadline<K>(Moment at, long sequence, K key) implements Comparable<Deadline<K>> {
        @Override
        public int compareTo(Deadline<K> other) {
            // Differences, not values: a monotonic clock may start anywhere and wrap.
            int byTime = Long.signum(at.nanos() - other.at.nanos());
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
