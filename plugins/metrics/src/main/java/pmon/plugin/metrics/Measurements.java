package pmon.plugin.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import pmon.api.process.ExitStatus;
import pmon.api.process.Health;
import pmon.api.process.Status;
import pmon.api.spi.event.ProgramState;

/** What is measured, and what it is called; docs/metrics.md has the table. */
final class Measurements {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    /** As shells say it: signal 9 is exit code 137. */
    private static final int SIGNAL_CODES = 128;

    private final Supplier<List<ProgramState>> programs;
    private final Tally tally;
    private final String version;

    Measurements(Supplier<List<ProgramState>> programs, Tally tally, String version) {
        this.programs = programs;
        this.tally = tally;
        this.version = version;
    }

    /** All of it, as it is now. */
    MetricSnapshots take() {
        List<ProgramState> now = programs.get();
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(InfoSnapshot.builder()
                .name("pmon_build")
                .help("The version of pmon.")
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", version))
                        .build())
                .build());
        all.add(byStatus(now));
        all.add(status(now));
        all.add(gauge(
                "pmon_program_up",
                "Whether its main process lives.",
                now,
                each -> Optional.of(each.pid().map(_ -> 1.0).orElse(0.0))));
        all.add(gauge("pmon_program_healthy", "Whether all its monitors are content.", now, Measurements::healthy));
        all.add(gauge(
                "pmon_program_start_time_seconds",
                "When its process was started, since 1970.",
                now,
                each -> each.startedAt().map(at -> at.toEpochMilli() / MILLIS_PER_SECOND)));
        all.add(gauge(
                "pmon_program_memory_bytes",
                "Resident memory of its process tree.",
                now,
                each -> each.usage().map(usage -> (double) usage.memoryBytes())));
        all.add(gauge(
                "pmon_program_last_exit_code",
                "How it ended last; 128 and the number for a signal.",
                now,
                Measurements::lastExit));
        all.add(counter(
                "pmon_program_cpu_seconds",
                "Processor time of its process tree.",
                now,
                each -> each.usage().map(usage -> usage.cpuNanos() / NANOS_PER_SECOND)));
        all.add(counter(
                "pmon_program_restarts",
                "Restarts since it was last stopped by somebody.",
                now,
                each -> Optional.of((double) each.program().restartCount())));
        all.add(occurrences());
        all.add(events());
        return new MetricSnapshots(all);
    }

    private static Labels labels(ProgramState program) {
        return Labels.of("program", program.program().name().value());
    }

    private static MetricSnapshot byStatus(List<ProgramState> now) {
        Map<Status, Integer> count = new EnumMap<>(Status.class);
        now.forEach(each -> count.merge(each.status(), 1, Integer::sum));
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("pmon_programs").help("Programs in each status.");
        for (Status status : Status.values()) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("status", status.word()))
                    .value(count.getOrDefault(status, 0))
                    .build());
        }
        return gauge.build();
    }

    /** One line a program, not one for each status that it might have. */
    private static MetricSnapshot status(List<ProgramState> now) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("pmon_program_status").help("1, with the status of the program.");
        now.forEach(each -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels(each).add("status", each.status().word()))
                .value(1)
                .build()));
        return gauge.build();
    }

    private static Optional<Double> healthy(ProgramState program) {
        return program.health() == Health.NONE
                ? Optional.empty()
                : Optional.of(program.health() == Health.HEALTHY ? 1.0 : 0.0);
    }

    private static Optional<Double> lastExit(ProgramState program) {
        ExitStatus exit = program.program().exit();
        return switch (exit) {
            case ExitStatus.Exited(int code, var _) -> Optional.of((double) code);
            case ExitStatus.Signaled(int signal, var _) -> Optional.of((double) SIGNAL_CODES + signal);
            case ExitStatus.Unknown _ -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    private static MetricSnapshot gauge(
            String name, String help, List<ProgramState> now, Function<ProgramState, Optional<Double>> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        now.forEach(each -> value.apply(each)
                .ifPresent(known -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels(each))
                        .value(known)
                        .build())));
        return gauge.build();
    }

    /** The format adds {@code _total} to the name. */
    private static MetricSnapshot counter(
            String name, String help, List<ProgramState> now, Function<ProgramState, Optional<Double>> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        now.forEach(each -> value.apply(each).ifPresent(known -> counter.dataPoint(point(labels(each), known))));
        return counter.build();
    }

    private static CounterDataPointSnapshot point(Labels labels, double value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private MetricSnapshot occurrences() {
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name("pmon_program_occurrences")
                .help("Automatic restarts, failures and backoffs since this plugin listens.");
        tally.occurrences()
                .forEach((key, count) ->
                        counter.dataPoint(point(Labels.of("program", key.program(), "event", key.event()), count)));
        return counter.build();
    }

    private MetricSnapshot events() {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name("pmon_events").help("Events of each type since this plugin listens.");
        tally.events().forEach((type, count) -> counter.dataPoint(point(Labels.of("type", type), count)));
        return counter.build();
    }
}
