package pmon.daemon.view;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessView;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.view.UsageSampler.Reading;

/**
 * Turns programs into what one caller may see of them. Any thread.
 *
 * <ul>
 *   <li>Who may not act on a program sees neither its arguments, its environment, nor its log.
 *   <li>Who may sees the names of its environment variables, and their values in {@link Detail#FULL} if he is root or the user it runs as.
 * </ul>
 */
public final class ProcessViews {
    /** What stands for a value that is not shown. */
    static final String HIDDEN = "***";

    /** How much is shown. */
    public enum Detail {
        /** For tables and for answers to changes: no environment values. */
        BRIEF,
        /** For one program that somebody looks at. */
        FULL
    }

    private final UsageSampler usage;
    private final Supplier<List<String>> problems;
    private final InstantSource clock;
    private final IntFunction<LogHealth> logs;

    /** Without log capture, and without problems of the daemon's own. */
    public ProcessViews(UsageSampler usage, InstantSource clock) {
        this(usage, clock, List::of, _ -> LogHealth.GOOD);
    }

    /**
     * Puts it together.
     *
     * @param problems what is wrong with the daemon, and so with every program: that nothing of it is durable, say
     * @param logs how the log of a program is, by its id
     */
    public ProcessViews(
            UsageSampler usage, InstantSource clock, Supplier<List<String>> problems, IntFunction<LogHealth> logs) {
        this.problems = problems;
        this.logs = logs;
        this.usage = usage;
        this.clock = clock;
    }

    /** Every program. What was remembered of processes that are gone is forgotten. */
    public List<ProcessView> all(Snapshot snapshot, Caller caller) {
        usage.retain(snapshot.processes().stream()
                .<ProcessIdentity>mapMulti((process, sink) -> {
                    if (process.main() != null) {
                        sink.accept(process.main());
                    }
                })
                .toList());
        return of(snapshot.processes(), caller, Detail.BRIEF);
    }

    /** These programs, in this order. */
    public List<ProcessView> of(List<ProcessSnapshot> processes, Caller caller, Detail detail) {
        Instant now = clock.instant();
        List<String> shared = problems.get();
        return processes.stream()
                .map(process -> view(process, caller, detail, now, shared))
                .toList();
    }

    private ProcessView view(ProcessSnapshot process, Caller caller, Detail detail, Instant now, List<String> shared) {
        ProcessRecord record = process.record();
        ProcessSpec spec = record.spec();
        boolean open = caller.mayActOn(spec.user());
        ProcessIdentity main = process.main();
        LogHealth log = logs.apply(record.id());
        Reading reading = main == null ? Reading.NOTHING : usage.read(main);
        return new ProcessView(
                record.id(),
                process.name(),
                main == null ? null : main.pid(),
                process.status(),
                record.restartCount(),
                spec.user().name(),
                reading.cpuPercent(),
                reading.memoryBytes(),
                uptimeMillis(process, now),
                record.createdAt(),
                record.updatedAt(),
                process.startedAt() == null ? record.startedAt() : process.startedAt(),
                record.exit(),
                process.health(),
                spec.file(),
                open ? spec.args() : List.of(),
                open ? environment(spec, caller, detail) : Map.of(),
                spec.cwd(),
                open ? spec.log() : null,
                spec.autoRestart(),
                spec.dependencies(),
                spec.groups(),
                // It can quote paths, that of the log among them.
                open ? process.explanation() : "belongs to " + spec.user().name(),
                process.nextStartAt(),
                log.dropped(),
                open ? all(all(process.problems(), log.problems()), shared) : List.of());
    }

    private static List<String> all(List<String> some, List<String> others) {
        return others.isEmpty()
                ? some
                : Stream.concat(some.stream(), others.stream()).toList();
    }

    /** By the wall clock, since that is what {@code startedAt} is of; 0 where it was set back meanwhile. */
    private static @Nullable Long uptimeMillis(ProcessSnapshot process, Instant now) {
        if (process.main() == null || process.startedAt() == null) {
            return null;
        }
        return Math.max(0, Duration.between(process.startedAt(), now).toMillis());
    }

    private static Map<String, String> environment(ProcessSpec spec, Caller caller, Detail detail) {
        if (detail == Detail.FULL && owns(caller.account(), spec.user())) {
            return spec.envVars();
        }
        Map<String, String> hidden = new TreeMap<>();
        spec.envVars().keySet().forEach(name -> hidden.put(name, HIDDEN));
        return hidden;
    }

    /** Narrower than being allowed to act: secrets are for the owner and root. */
    private static boolean owns(Account caller, Account owner) {
        return caller.root() || caller.uid() == owner.uid();
    }
}
