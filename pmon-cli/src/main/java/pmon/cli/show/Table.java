package pmon.cli.show;

import java.util.ArrayList;
import java.util.List;

/** A boxed table that never gets wider than it may: columns that can be shortened are. */
final class Table {
    private static final int BORDER = 3;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Which way a column's cells lean. */
    enum Align {
        LEFT,
        RIGHT
    }

    /** @param least the width it may be shortened to, when the table is too wide */
    record Column(String title, Align align, int least) {
        static Column left(String title) {
            return new Column(title, Align.LEFT, Integer.MAX_VALUE);
        }

        static Column right(String title) {
            return new Column(title, Align.RIGHT, Integer.MAX_VALUE);
        }

        static Column shortened(String title, int least) {
            return new Column(title, Align.LEFT, least);
        }
    }

    record Cell(String text, Style style) {
        static Cell of(String text) {
            return new Cell(Width.visible(text), Style.PLAIN);
        }
    }

    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /** Appends the table, no line of it wider than {@code limit} columns where its columns allow. */
    void render(StringBuilder out, int limit, boolean colour) {
        int[] widths = widths(limit);
        rule(out, widths, '┌', '┬', '┐');
        List<Cell> titles = new ArrayList<>();
        for (Column column : columns) {
            titles.add(new Cell(column.title(), Style.PLAIN));
        }
        line(out, widths, titles, colour);
        rule(out, widths, '├', '┼', '┤');
        for (List<Cell> row : rows) {
            line(out, widths, row, colour);
        }
        rule(out, widths, '└', '┴', '┘');
    }

    private int[] widths(int limit) {
        int[] widths = new int[columns.size()];
        int total = 1;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Width.of(columns.get(i).title());
            for (List<Cell> row : rows) {
                widths[i] = Math.max(widths[i], Width.of(row.get(i).text()));
            }
            total += widths[i] + BORDER;
        }
        int excess = total - limit;
        for (int i = 0; i < widths.length && excess > 0; i++) {
            int spare = Math.clamp(widths[i] - (long) columns.get(i).least(), 0, excess);
            widths[i] -= spare;
            excess -= spare;
        }
        return widths;
    }

    private void line(StringBuilder out, int[] widths, List<Cell> cells, boolean colour) {
        for (int i = 0; i < widths.length; i++) {
            Cell cell = cells.get(i);
            String text = Width.shorten(cell.text(), widths[i]);
            String padding = " ".repeat(Math.max(0, widths[i] - Width.of(text)));
            out.append("│ ");
            if (columns.get(i).align() == Align.RIGHT) {
                out.append(padding);
            }
            cell.style().append(out, text, colour);
            if (columns.get(i).align() == Align.LEFT) {
                out.append(padding);
            }
            out.append(' ');
        }
        out.append("│\n");
    }

    private static void rule(StringBuilder out, int[] widths, char left, char middle, char right) {
        char corner = left;
        for (int width : widths) {
            out.append(corner);
            for (int i = 0; i < width + 2; i++) {
                out.append('─');
            }
            corner = middle;
        }
        out.append(right).append('\n');
    }
}
