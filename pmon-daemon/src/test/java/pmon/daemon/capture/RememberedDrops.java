package pmon.daemon.capture;

import java.util.HashMap;
import java.util.Map;

/** Counts that outlive a pump. */
final class RememberedDrops implements DropCounts {
    private final Map<String, Long> counts = new HashMap<>();

    @Override
    public long dropped(int process, String channel) {
        return counts.getOrDefault(process + channel, 0L);
    }

    @Override
    public void dropped(int process, String channel, long bytes) {
        counts.put(process + channel, bytes);
    }
}
