package pmon.cli.show;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.cli.show.Table.Cell;
import pmon.cli.show.Table.Column;

/** All programs, a line each. */
public final class ProcessTable {
    private static final int SHORTEST_NAME = 12;
    private static final int SHORTEST_USER = 6;
    private static final Cell NOTHING = Cell.of("-");

    private ProcessTable() {}

    /** Appends the table. */
    public static void render(List<ProcessView> processes, StringBuilder out, int columns, boolean colour) {
        Table table = new Table(
                Column.right("ID"),
                Column.shortened("Name", SHORTEST_NAME),
                Column.right("PID"),
                Column.right("⟳"),
                Column.left("Status"),
                Column.shortened("User", SHORTEST_USER),
                Column.right("CPU"),
                Column.right("Memory"),
                Column.right("Uptime"));
        for (ProcessView process : processes) {
            table.row(
                    number(process.id()),
                    Cell.of(process.name()),
                    number(process.pid()),
                    number(process.restartCount()),
                    new Cell(process.status().word(), Style.of(process.status())),
                    Cell.of(process.user()),
                    process.cpuPercent() == null ? NOTHING : Cell.of(Human.percent(process.cpuPercent())),
                    process.memoryBytes() == null ? NOTHING : Cell.of(Human.bytes(process.memoryBytes())),
                    process.uptimeMillis() == null ? NOTHING : Cell.of(Human.duration(process.uptimeMillis())));
        }
        table.render(out, columns, colour);
    }

    private static Cell number(@Nullable Integer number) {
        return number == null ? NOTHING : Cell.of(Integer.toString(number));
    }
}
