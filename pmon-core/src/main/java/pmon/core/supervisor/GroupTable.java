package pmon.core.supervisor;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The groups there are, as recorded. Which programs are in them, the programs' own records say.
 *
 * @param nextId the next group gets this id; ids are never used twice
 * @param names by id
 */
public record GroupTable(int nextId, SortedMap<Integer, String> names) {
    /** No groups. */
    public static final GroupTable EMPTY = new GroupTable(1, new TreeMap<>());

    public GroupTable {
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
        if (nextId < 1 || (!names.isEmpty() && names.lastKey() >= nextId)) {
            throw new IllegalArgumentException("group " + nextId + " cannot be the next: " + names);
        }
    }

    /** A table whose next id is free, whatever was recorded. */
    public static GroupTable recorded(int nextId, Map<Integer, String> names) {
        TreeMap<Integer, String> sorted = new TreeMap<>(names);
        return new GroupTable(Math.max(nextId, sorted.isEmpty() ? 1 : sorted.lastKey() + 1), sorted);
    }
}
