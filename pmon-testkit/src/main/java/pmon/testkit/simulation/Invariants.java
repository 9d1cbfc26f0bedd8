package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Status;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.testkit.kernel.FakeMachine;
import pmon.testkit.kernel.FakeProcess;

/** What has to be true of machine and table after every step. */
final class Invariants {
    private final FakeMachine machine;
    /**
     * What is left of trees whose main process ended while no daemon watched: without a cgroup nobody can say whose they are.
     */
    private final Set<ProcessIdentity> orphans = new HashSet<>();

    Invariants(FakeMachine machine) {
        this.machine = machine;
    }

    /** A new daemon has just compared its records with the machine. */
    void taken() {
        Set<Object> withMain = new HashSet<>();
        machine.mains().forEach(main -> withMain.add(main.key()));
        for (FakeProcess process : machine.processes()) {
            if (!withMain.contains(process.key())) {
                orphans.add(process.identity());
            }
        }
    }

    void check(DaemonRun daemon) {
        Map<Integer, ProcessSnapshot> table = new HashMap<>();
        daemon.supervisor.snapshot().processes().forEach(process -> table.put(process.id(), process));
        Set<Integer> live = new HashSet<>();
        for (FakeProcess main : machine.mains()) {
            int id = main.key().process();
            require(live.add(id), () -> "two live instances of " + id);
            ProcessSnapshot known = table.get(id);
            require(known != null && main.identity().equals(known.main()), () -> "unknown to the table: " + main);
        }
        for (FakeProcess doomed : machine.doomed()) {
            require(!doomed.bystander(), () -> "a signal for somebody else's " + doomed);
        }
        for (ProcessSnapshot process : table.values()) {
            if (atRest(process)) {
                List<FakeProcess> left = machine.processes().stream()
                        .filter(one -> one.key().process() == process.id() && !orphans.contains(one.identity()))
                        .toList();
                require(left.isEmpty(), () -> process + " is at rest, and there are " + left);
            }
        }
    }

    /** Nothing but orphans lives. */
    void checkEmpty() {
        for (FakeProcess process : machine.processes()) {
            require(process.bystander() || orphans.contains(process.identity()), () -> "left behind: " + process);
        }
    }

    static void require(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new AssertionError(message.get());
        }
    }

    private static boolean atRest(ProcessSnapshot process) {
        Status status = process.status();
        return status != Status.RUNNING && status != Status.RESTARTING;
    }
}
