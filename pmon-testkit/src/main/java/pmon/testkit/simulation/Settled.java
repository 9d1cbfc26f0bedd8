package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.Map;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Status;
import pmon.core.supervisor.ProcessSnapshot;

/** What has to be true once nothing happens any more. */
final class Settled {
    private Settled() {}

    static void check(DaemonRun daemon, Ledger ledger) {
        Map<Integer, ProcessRecord> recorded = new HashMap<>();
        ledger.recovered().records().forEach(record -> recorded.put(record.id(), record));
        for (ProcessSnapshot process : daemon.supervisor.snapshot().processes()) {
            Invariants.require(
                    process.record().equals(recorded.remove(process.id())), "not what the store says: " + process);
            Invariants.require(reached(process), "not what was asked for: " + process);
        }
        Invariants.require(recorded.isEmpty(), "recorded and not there: " + recorded);
    }

    private static boolean reached(ProcessSnapshot process) {
        Status status = process.status();
        return switch (process.record().goal()) {
            case UP -> status == Status.RUNNING || status == Status.BACKOFF;
            case DOWN -> status == Status.STOPPED || status == Status.FAILED;
            case GONE -> false;
        };
    }
}
