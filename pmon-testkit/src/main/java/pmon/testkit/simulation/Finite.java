package pmon.testkit.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.ProcessSpec;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/** What comes to its end by itself. */
final class Finite {
    private static final Set<Condition> ENDED = Set.of(Condition.COMPLETED, Condition.COMPLETED_SUCCESSFULLY);

    private Finite() {}

    /** The ids of what is to end, and of what others wait for to. */
    static Set<Integer> in(Snapshot snapshot) {
        List<ProcessSpec> specs = snapshot.processes().stream()
                .map(process -> process.record().spec())
                .toList();
        Set<String> first = new HashSet<>();
        for (ProcessSpec spec : specs) {
            first.addAll(spec.task().run().prerun());
            spec.dependencies().stream()
                    .filter(other -> ENDED.contains(spec.task().terms(other).condition()))
                    .forEach(first::add);
        }
        Set<Integer> ids = new HashSet<>();
        for (ProcessSnapshot process : snapshot.processes()) {
            ProcessSpec spec = process.record().spec();
            if (spec.task().run().ends() || (!spec.autoRestart() && first.contains(process.name()))) {
                ids.add(process.id());
            }
        }
        return ids;
    }
}
