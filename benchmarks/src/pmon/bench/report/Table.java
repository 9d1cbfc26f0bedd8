package pmon.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A Markdown table that can be read as it is. The first column is text, the others are numbers. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    public Table(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    public void row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        rows.add(List.of(cells));
    }

    /** Somebody without numbers, and why. */
    public void without(String name, String why) {
        List<String> cells = new ArrayList<>(Collections.nCopies(columns, "–"));
        cells.set(0, name + " (" + why + ")");
        rows.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, rows.getFirst());
        text.append("| --- |").append(" ---: |".repeat(columns - 1)).append('\n');
        rows.subList(1, rows.size()).forEach(row -> line(text, row));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> row) {
        for (int column = 0; column < columns; column++) {
            int width = width(column);
            String cell = row.get(column);
            String gap = " ".repeat(width - cell.length());
            text.append("| ").append(column == 0 ? cell + gap : gap + cell).append(' ');
        }
        text.append("|\n");
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
