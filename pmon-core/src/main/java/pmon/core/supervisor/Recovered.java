package pmon.core.supervisor;

import java.util.List;
import pmon.api.process.ProcessRecord;

/**
 * What an earlier daemon left on record.
 *
 * @param nextId the next program gets this id
 * @param lastSeq the number of the newest event
 * @param unfinished requests whose callers are about to ask again
 */
public record Recovered(
        List<ProcessRecord> records, int nextId, long lastSeq, GroupTable groups, List<Unfinished> unfinished) {
    /** A new installation. */
    public static final Recovered NOTHING = new Recovered(List.of(), 1, 0);

    /** Without groups. */
    public Recovered(List<ProcessRecord> records, int nextId, long lastSeq) {
        this(records, nextId, lastSeq, GroupTable.EMPTY);
    }

    /** Without requests that were under way. */
    public Recovered(List<ProcessRecord> records, int nextId, long lastSeq, GroupTable groups) {
        this(records, nextId, lastSeq, groups, List.of());
    }

    public Recovered {
        records = List.copyOf(records);
        unfinished = List.copyOf(unfinished);
        if (nextId < 1) {
            throw new IllegalArgumentException("ids start at 1, not at " + nextId);
        }
    }
}
