package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.RunSettings;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.testkit.kernel.FakeProcess;

/** That a restart which was acknowledged takes place, whatever becomes of the daemon meanwhile: what ran then does not run in the end. */
final class Replacements {
    /** By request, what ran of the programs it restarts. */
    private final Map<Long, Map<Integer, ProcessIdentity>> begun = new HashMap<>();
    /** By program, what is to be gone in the end. */
    private final Map<Integer, ProcessIdentity> due = new HashMap<>();

    /** A request has been begun that names these, as they were before. */
    void begun(long operation, Change change, List<ProcessSnapshot> named) {
        named.forEach(process -> due.remove(process.id()));
        if (!(change instanceof Change.Restart)) {
            return;
        }
        Map<Integer, ProcessIdentity> mains = new HashMap<>();
        for (ProcessSnapshot process : named) {
            ProcessIdentity main = process.main();
            // Whoever starts many does not mean tasks.
            if (main != null && process.record().spec().task().run().type() != RunSettings.Type.TASK) {
                mains.put(process.id(), main);
            }
        }
        begun.put(operation, mains);
    }

    /** A request that touched a program last has been acknowledged. */
    void acknowledged(long operation, int id) {
        ProcessIdentity main = begun.getOrDefault(operation, Map.of()).get(id);
        if (main != null) {
            due.put(id, main);
        }
    }

    /** Nothing happens any more. */
    void settled(List<FakeProcess> live) {
        for (FakeProcess process : live) {
            Invariants.require(
                    !due.containsValue(process.identity()), () -> "acknowledged and not restarted: " + process);
        }
    }
}
