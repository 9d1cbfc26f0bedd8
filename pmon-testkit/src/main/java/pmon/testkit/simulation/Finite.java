package pmon.testkit.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pmon.api.process.ProcessSpec;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/** What comes to its end by itself. */
final class Finite {
    private Finite() {}

    /** The ids of what is to end, and of what others wait for to. */
    static Set<Integer> in(Snapshot snapshot) {
        List<ProcessSpec> specs = snapshot.processes().stream()
                .map(process -> process.record().spec())
                .toList();
        Set<String> first = new HashSet<>();
        specs.forEach(spec -> first.addAll(spec.task().run().prerun()));
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
