package pmon.os.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.proc.Pids;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/**
 * The session leaders that carry the mark of an instance. One look at all processes serves until something is spawned here: a daemon
 * that starts asks for every program in turn, and nobody else marks processes meanwhile.
 */
final class Marks {
    /** The newest generation first; of one generation the oldest process, for those further down the tree inherit the mark. */
    private static final Comparator<Marked> MOST_LIKELY = Comparator.comparingInt(Marked::generation)
            .reversed()
            .thenComparingLong(marked -> marked.stat().startTicks());

    private @Nullable Map<String, List<Marked>> seen;

    private record Marked(int generation, ProcStat stat) {}

    /** Something may have been marked. */
    void changed() {
        seen = null;
    }

    /**
     * The main process of the newest instance with this generation or a later one.
     *
     * @param taken pids that are somebody's already
     */
    Optional<ProcStat> find(String instanceMark, ChildKey key, Account user, IntPredicate taken) {
        Map<String, List<Marked>> all = seen;
        if (all == null) {
            all = look();
            seen = all;
        }
        return all.getOrDefault(Launcher.mark(instanceMark, key.process()), List.of()).stream()
                .filter(marked -> marked.generation >= key.generation())
                .filter(marked -> !taken.test(marked.stat.pid()) && Proc.realUid(marked.stat.pid()) == user.uid())
                .min(MOST_LIKELY)
                .map(Marked::stat);
    }

    private static Map<String, List<Marked>> look() {
        Map<String, List<Marked>> found = new HashMap<>();
        Pids all = Proc.all();
        for (int i = 0; i < all.size(); i++) {
            Proc.stat(all.get(i))
                    .filter(stat -> stat.session() == stat.pid() && !stat.dead())
                    .ifPresent(stat -> add(stat, found));
        }
        return found;
    }

    private static void add(ProcStat stat, Map<String, List<Marked>> found) {
        String mark = Proc.environmentVariable(stat.pid(), KernelSettings.MARK_VARIABLE)
                .orElse("");
        int colon = mark.lastIndexOf(':');
        try {
            int generation = Integer.parseInt(mark.substring(colon + 1));
            found.computeIfAbsent(mark.substring(0, Math.max(0, colon)), program -> new ArrayList<>())
                    .add(new Marked(generation, stat));
        } catch (NumberFormatException e) {
            // Not a mark of ours.
        }
    }
}
