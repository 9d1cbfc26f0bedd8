package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pmon.api.process.Goal;
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
            Invariants.require(
                    reached(process) || waits(process, running(daemon)), "not what was asked for: " + process);
        }
        TreeMap<Integer, String> groups = new TreeMap<>();
        daemon.supervisor.snapshot().groups().forEach(group -> groups.put(group.id(), group.name()));
        Invariants.require(
                groups.equals(ledger.recovered().groups().names()), "not the groups that the store has: " + groups);
        Invariants.require(recorded.isEmpty(), "recorded and not there: " + recorded);
    }

    private static Set<String> running(DaemonRun daemon) {
        return daemon.supervisor.snapshot().processes().stream()
                .filter(process -> process.status() == Status.RUNNING)
                .map(ProcessSnapshot::name)
                .collect(Collectors.toSet());
    }

    /** Whether it may still be queued: something that it depends on does not run. */
    private static boolean waits(ProcessSnapshot process, Set<String> running) {
        return process.status() == Status.QUEUED
                && process.record().goal() == Goal.UP
                && !running.containsAll(process.record().spec().dependencies());
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
