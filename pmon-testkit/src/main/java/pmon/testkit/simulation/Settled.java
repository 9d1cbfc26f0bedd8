package pmon.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pmon.api.process.Goal;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Status;
import pmon.api.process.TaskSettings;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;
import pmon.core.time.Moment;

/** What has to be true once nothing happens any more. */
final class Settled {
    private static final Duration PROMPT = Duration.ofSeconds(3);

    private Settled() {}

    static void check(DaemonRun daemon, Ledger ledger, Moment now) {
        Map<Integer, ProcessRecord> recorded = new HashMap<>();
        ledger.recovered().records().forEach(record -> recorded.put(record.id(), record));
        for (ProcessSnapshot process : daemon.supervisor.snapshot().processes()) {
            Invariants.require(
                    process.record().equals(recorded.remove(process.id())),
                    () -> "not what the store says: " + process);
            Invariants.require(
                    reached(process) || waits(process, daemon.supervisor.snapshot()) || begins(process, now),
                    () -> "not what was asked for: " + process);
            Invariants.require(inTime(process, now), () -> "not run again and again: " + process);
        }
        TreeMap<Integer, String> groups = new TreeMap<>();
        daemon.supervisor.snapshot().groups().forEach(group -> groups.put(group.id(), group.name()));
        Invariants.require(
                groups.equals(ledger.recovered().groups().names()),
                () -> "not the groups that the store has: " + groups);
        Invariants.require(recorded.isEmpty(), () -> "recorded and not there: " + recorded);
    }

    /** Whether a run of one that is run again and again was not longer ago than it should be. */
    private static boolean inTime(ProcessSnapshot process, Moment now) {
        RunSettings run = process.record().spec().task().run();
        Instant started = process.record().startedAt();
        return !(run.occasion() instanceof Occasion.Every every)
                || process.record().goal() != Goal.UP
                || process.status() == Status.QUEUED
                || !run.prerun().isEmpty()
                || (started != null
                        && Duration.between(started, now.wall())
                                        .compareTo(every.period().multipliedBy(2))
                                <= 0);
    }

    /** Whether it may still be queued: something that it depends on does not run, or what is to be run first is queued itself. */
    private static boolean waits(ProcessSnapshot process, Snapshot table) {
        ProcessSpec spec = process.record().spec();
        return process.status() == Status.QUEUED
                && process.record().goal() == Goal.UP
                && (!names(table, Status.RUNNING).containsAll(spec.dependencies())
                        || !Collections.disjoint(
                                names(table, Status.QUEUED), spec.task().run().prerun()));
    }

    private static Set<String> names(Snapshot table, Status status) {
        return table.processes().stream()
                .filter(process -> process.status() == status)
                .map(ProcessSnapshot::name)
                .collect(Collectors.toSet());
    }

    /** Whether it has just been queued, to be run once more or to be tried once more. */
    private static boolean begins(ProcessSnapshot process, Moment now) {
        TaskSettings task = process.record().spec().task();
        boolean again = task.run().recurring()
                || task.has(MonitorSpec.Role.PROLOGUE)
                || !task.run().prerun().isEmpty();
        return again
                && process.status() == Status.QUEUED
                && Duration.between(process.record().updatedAt(), now.wall()).compareTo(PROMPT) < 0;
    }

    private static boolean reached(ProcessSnapshot process) {
        Status status = process.status();
        boolean rests = status == Status.STOPPED || status == Status.FAILED;
        return switch (process.record().goal()) {
            case UP ->
                status == Status.RUNNING
                        || status == Status.BACKOFF
                        // It waits for its next occasion.
                        || (rests && process.record().spec().task().run().recurring());
            case DOWN -> rests;
            case GONE -> false;
        };
    }
}
