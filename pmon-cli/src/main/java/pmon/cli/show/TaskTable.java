package pmon.cli.show;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.protocol.Response.TaskView;
import pmon.cli.show.Table.Cell;
import pmon.cli.show.Table.Column;

/** Tasks, a line each. */
public final class TaskTable {
    private static final int SHORTEST_NAME = 12;
    private static final int SHORTEST_TEXT = 10;

    private TaskTable() {}

    /** Appends the table. */
    public static void render(List<TaskView> tasks, ZoneId zone, StringBuilder out, int columns, boolean colour) {
        Table table = new Table(
                Column.shortened("Name", SHORTEST_NAME),
                Column.shortened("Run", SHORTEST_TEXT),
                Column.left("Next run"),
                Column.left("Last run"),
                Column.shortened("Last exit", SHORTEST_TEXT));
        for (TaskView task : tasks) {
            table.row(
                    Cell.of(task.name()),
                    Cell.of(task.when()),
                    Cell.of(time(task.next(), zone)),
                    Cell.of(time(task.last(), zone)),
                    Cell.of(exit(task.exit())));
        }
        table.render(out, columns, colour);
    }

    private static String time(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? "" : Human.time(instant, zone);
    }

    private static String exit(@Nullable ExitStatus exit) {
        return exit == null ? "" : exit.describe();
    }
}
