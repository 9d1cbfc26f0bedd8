package pmon.cli.show;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import pmon.api.process.ProcessView;

/** What is wrong with programs, a line each. What is wrong with several is told once. */
public final class Problems {
    /** That many are named; of more there is the number. */
    private static final int NAMED = 3;

    private Problems() {}

    /** Appends the lines; nothing where nothing is wrong. */
    public static void render(List<ProcessView> processes, ZoneId zone, StringBuilder out, boolean colour) {
        SequencedMap<String, List<String>> concerned = new LinkedHashMap<>();
        for (ProcessView process : processes) {
            for (String problem : process.problems()) {
                concerned.computeIfAbsent(problem, _ -> new ArrayList<>()).add(process.name());
            }
        }
        for (Map.Entry<String, List<String>> problem : concerned.entrySet()) {
            String told = names(problem.getValue()) + ": " + Human.localTimes(problem.getKey(), zone);
            Style.RED.append(out, Width.visible(told), colour);
            out.append('\n');
        }
    }

    private static String names(List<String> names) {
        int more = names.size() - NAMED;
        return String.join(", ", more > 0 ? names.subList(0, NAMED) : names)
                + (more > 0 ? " and " + more + " more" : "");
    }
}
