package pmon.cli.show;

import java.util.List;
import pmon.api.protocol.Response.GroupDetail;
import pmon.api.protocol.Response.GroupView;
import pmon.cli.show.Table.Cell;
import pmon.cli.show.Table.Column;

/** Groups: a line each, or one with its programs. */
public final class GroupTable {
    private static final int SHORTEST_NAME = 12;
    private static final int SHORTEST_LIST = 20;

    private GroupTable() {}

    /** Appends a table of groups. */
    public static void render(List<GroupView> groups, StringBuilder out, int columns, boolean colour) {
        Table table = new Table(
                Column.right("ID"),
                Column.shortened("Name", SHORTEST_NAME),
                Column.shortened("Processes", SHORTEST_LIST));
        for (GroupView group : groups) {
            table.row(
                    Cell.of(Integer.toString(group.id())),
                    Cell.of(group.name()),
                    Cell.of(String.join(", ", group.processes())));
        }
        table.render(out, columns, colour);
    }

    /** Appends a group's name and the table of its programs. */
    public static void render(GroupDetail group, StringBuilder out, int columns, boolean colour) {
        out.append("group ").append(Width.visible(group.name()));
        out.append(" (").append(group.id()).append(")\n");
        ProcessTable.render(group.processes(), out, columns, colour);
    }
}
