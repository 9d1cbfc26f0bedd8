package pmon.plugin.metrics;

import java.util.Map;
import java.util.TreeMap;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;

/** Counts what happens, since the plugin began to listen. Any thread. */
final class Tally {
    /** Of programs that come and go, only so many are told apart: each costs memory here and with whoever scrapes. */
    static final int MAX_PROGRAMS = 10_000;

    private final Map<Key, Long> occurrences = new TreeMap<>();
    private final Map<String, Long> events = new TreeMap<>();

    /** What is counted of a program. */
    record Key(String program, String event) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byProgram = program.compareTo(other.program);
            return byProgram == 0 ? event.compareTo(other.event) : byProgram;
        }
    }

    synchronized void count(Occurrence occurrence) {
        if (occurrence.kind() == Kind.EVENT) {
            events.merge(occurrence.event().type().word(), 1L, Long::sum);
            return;
        }
        Key key = new Key(occurrence.program().name().value(), occurrence.kind().word());
        if (occurrences.size() < MAX_PROGRAMS || occurrences.containsKey(key)) {
            occurrences.merge(key, 1L, Long::sum);
        }
    }

    /** Automatic restarts, failures and the like, of each program. */
    synchronized Map<Key, Long> occurrences() {
        return new TreeMap<>(occurrences);
    }

    /** Events of each type. */
    synchronized Map<String, Long> events() {
        return new TreeMap<>(events);
    }
}
