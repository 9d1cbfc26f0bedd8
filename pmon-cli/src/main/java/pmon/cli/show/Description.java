package pmon.cli.show;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Health;
import pmon.api.process.ProcessView;
import pmon.api.process.ShellWords;

/** One program in full: a name and a value a line, long values folded, what is empty left out. */
public final class Description {
    private static final int BORDERS = 7;

    private final ZoneId zone;
    private final List<Row> rows = new ArrayList<>();

    private Description(ZoneId zone) {
        this.zone = zone;
    }

    private record Row(String name, String value, Style style) {}

    /** Appends the description. */
    public static void render(ProcessView process, ZoneId zone, StringBuilder out, int columns, boolean colour) {
        Description description = new Description(zone);
        description.state(process);
        description.program(process);
        description.history(process);
        description.box(out, columns, colour);
    }

    private void state(ProcessView process) {
        row("explanation", Human.localTimes(process.explanation(), zone));
        for (String problem : process.problems()) {
            rows.add(new Row("problem", Width.visible(Human.localTimes(problem, zone)), Style.RED));
        }
        rows.add(new Row("status", process.status().word(), Style.of(process.status())));
        row("id", Integer.toString(process.id()));
        row("name", process.name());
        row("pid", text(process.pid()));
        row("restarted", Integer.toString(process.restartCount()));
        row("health", process.health() == Health.NONE ? "" : process.health().word());
        row("cpu", process.cpuPercent() == null ? "" : Human.percent(process.cpuPercent()));
        row("memory", process.memoryBytes() == null ? "" : Human.bytes(process.memoryBytes()));
        row("uptime", process.uptimeMillis() == null ? "" : Human.duration(process.uptimeMillis()));
    }

    private void program(ProcessView process) {
        row("process", process.processFile());
        row("args", ShellWords.join(process.args()));
        String name = "env-vars";
        for (Map.Entry<String, String> variable : new TreeMap<>(process.envVars()).entrySet()) {
            row(name, variable.getKey() + "=" + variable.getValue());
            name = "";
        }
        row("cwd", process.cwd());
        row("user", process.user());
        row("log", process.log() == null ? "" : process.log());
        row("no-autorestart", process.autoRestart() ? "" : "true");
        row("dependencies", String.join(", ", process.dependencies()));
        row("groups", String.join(", ", process.groups()));
    }

    private void history(ProcessView process) {
        row("last exit", exit(process.exit()));
        row("next start", time(process.nextStartAt()));
        row("log dropped", process.logDroppedBytes() == 0 ? "" : Human.bytes(process.logDroppedBytes()));
        row("started at", time(process.startedAt()));
        row("created at", time(process.createdAt()));
        row("updated at", time(process.updatedAt()));
    }

    private void row(String name, String value) {
        if (!value.isEmpty()) {
            rows.add(new Row(name, Width.visible(value), Style.PLAIN));
        }
    }

    private String exit(@Nullable ExitStatus exit) {
        return exit == null ? "" : exit.describe() + " at " + time(exit.at());
    }

    private String time(@Nullable Instant instant) {
        return instant == null ? "" : Human.time(instant, zone);
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    private void box(StringBuilder out, int columns, boolean colour) {
        int names = 0;
        int values = 0;
        for (Row row : rows) {
            names = Math.max(names, Width.of(row.name()));
            values = Math.max(values, Width.of(row.value()));
        }
        values = Math.max(1, Math.min(values, columns - names - BORDERS));
        rule(out, names, values, "┌┬┐");
        for (Row row : rows) {
            lines(out, row, names, values, colour);
        }
        rule(out, names, values, "└┴┘");
    }

    private static void lines(StringBuilder out, Row row, int names, int values, boolean colour) {
        String name = row.name();
        int start = 0;
        do {
            int end = Width.breaking(row.value(), start, values);
            String part = row.value().substring(start, end);
            out.append("│ ")
                    .append(name)
                    .append(" ".repeat(names - Width.of(name)))
                    .append(" │ ");
            row.style().append(out, part, colour);
            out.append(" ".repeat(Math.max(0, values - Width.of(part)))).append(" │\n");
            name = "";
            // The blank that is broken at is not shown.
            start = row.value().startsWith(" ", end) ? end + 1 : end;
        } while (start < row.value().length());
    }

    private static void rule(StringBuilder out, int names, int values, String corners) {
        out.append(corners.charAt(0)).append("─".repeat(names + 2)).append(corners.charAt(1));
        out.append("─".repeat(values + 2)).append(corners.charAt(2)).append('\n');
    }
}
