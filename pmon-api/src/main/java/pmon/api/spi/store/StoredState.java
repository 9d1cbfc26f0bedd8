package pmon.api.spi.store;

import java.util.List;
import java.util.Map;

/**
 * What a store holds besides the events.
 *
 * @param processes in the order of their ids
 * @param values the daemon's own values
 * @param lastSeq number of the newest event ever added, 0 when there was none; trimming does not lower it
 */
public record StoredState(List<StoredProcess> processes, Map<String, String> values, long lastSeq) {
    public StoredState {
        processes = List.copyOf(processes);
        values = Map.copyOf(values);
    }

    /** A program's record. */
    public record StoredProcess(int id, String name, String document) {}
}
