package pmon.cli.show;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import pmon.api.protocol.Response.StartOrder;

/** What depends on what: for people as lists and a tree, for Graphviz as a graph. */
public final class DependencyGraph {
    private final StartOrder order;
    private final StringBuilder out;
    private final Set<String> expanded = new HashSet<>();

    private DependencyGraph(StartOrder order, StringBuilder out) {
        this.order = order;
        this.out = out;
    }

    /** Appends both orders, the tree of those with dependencies, and what is wrong. */
    public static void tree(StartOrder order, StringBuilder out, boolean colour) {
        DependencyGraph graph = new DependencyGraph(order, out);
        graph.list("Queue Order", order.queueOrder());
        graph.list("Dependency Graph Order", order.dependencyOrder());
        graph.trees();
        if (!order.problems().isEmpty()) {
            out.append("Problems\n");
            for (String problem : order.problems()) {
                out.append("  ");
                Style.RED.append(out, Width.visible(problem), colour);
                out.append('\n');
            }
        }
    }

    /** Appends the graph in Graphviz's language: an arrow leads from a program to what it depends on. */
    public static void dot(StartOrder order, StringBuilder out) {
        out.append("digraph pmon {\n");
        Set<String> names = new LinkedHashSet<>(order.queueOrder());
        names.addAll(new TreeSet<>(order.edges().keySet()));
        for (String name : names) {
            out.append("    ").append(quoted(name)).append(";\n");
        }
        for (String name : names) {
            for (String dependency : order.edges().getOrDefault(name, List.of())) {
                out.append("    ").append(quoted(name)).append(" -> ");
                out.append(quoted(dependency)).append(";\n");
            }
        }
        out.append("}\n");
    }

    private void list(String title, List<String> names) {
        out.append(title).append('\n');
        int number = 0;
        for (String name : names) {
            out.append("  ").append(++number).append(". ").append(name).append('\n');
        }
        if (names.isEmpty()) {
            out.append("  (none)\n");
        }
    }

    private void trees() {
        Set<String> dependedOn = new HashSet<>();
        order.edges().values().forEach(dependedOn::addAll);
        Set<String> withDependencies = new TreeSet<>();
        order.edges().forEach((name, dependencies) -> {
            if (!dependencies.isEmpty()) {
                withDependencies.add(name);
            }
        });
        if (withDependencies.isEmpty()) {
            return;
        }
        out.append("Dependencies\n");
        // First from those that nobody depends on; what is then still missing stands in a cycle and has no beginning.
        for (String name : withDependencies) {
            if (!dependedOn.contains(name)) {
                branch(name, "  ", "  ");
            }
        }
        for (String name : withDependencies) {
            if (!expanded.contains(name)) {
                branch(name, "  ", "  ");
            }
        }
    }

    private void branch(String name, String lead, String below) {
        List<String> dependencies = order.edges().getOrDefault(name, List.of());
        boolean again = !dependencies.isEmpty() && !expanded.add(name);
        out.append(lead).append(name).append(again ? " (above)\n" : "\n");
        if (again) {
            return;
        }
        for (int i = 0; i < dependencies.size(); i++) {
            boolean last = i == dependencies.size() - 1;
            branch(dependencies.get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
