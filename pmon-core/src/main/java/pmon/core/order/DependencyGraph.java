package pmon.core.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.traverse.TopologicalOrderIterator;

/** The graph of names, from what is depended on to what depends on it. The only place that knows the graph library. */
final class DependencyGraph {
    private final Graph<String, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    private final Map<String, List<String>> edges;
    private final Comparator<String> given;

    /**
     * The graph.
     *
     * @param names all there are, in the order that decides where the graph leaves a choice
     * @param linked those that an edge starts or ends at
     * @param edges from a name to those it depends on
     */
    DependencyGraph(Set<String> names, Set<String> linked, Map<String, List<String>> edges) {
        this.edges = edges;
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        given = Comparator.comparing(name -> places.getOrDefault(name, Integer.MAX_VALUE));
        linked.forEach(graph::addVertex);
        edges.forEach((name, dependencies) -> dependencies.forEach(dependency -> graph.addEdge(dependency, name)));
    }

    /**
     * Names of which each depends, over others, on each.
     *
     * @param path the shortest way from the first of them back to itself; each depends on the next
     */
    record Cycle(Set<String> members, List<String> path) {}

    List<Cycle> cycles() {
        List<Cycle> cycles = new ArrayList<>();
        for (Set<String> component : new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
            if (component.size() > 1) {
                SequencedSet<String> members = new TreeSet<>(given);
                members.addAll(component);
                cycles.add(new Cycle(members, path(members)));
            }
        }
        cycles.sort(Comparator.comparing(cycle -> cycle.path().getFirst(), given));
        return cycles;
    }

    /** What is depended on first. Only without cycles. */
    List<String> sorted() {
        List<String> sorted = new ArrayList<>();
        new TopologicalOrderIterator<>(graph, given).forEachRemaining(sorted::add);
        return sorted;
    }

    private List<String> path(SequencedSet<String> members) {
        String start = members.getFirst();
        Map<String, String> cameFrom = new LinkedHashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (true) {
            // Members reach each other, so the way back is found before the queue is empty.
            String name = next.remove();
            for (String dependency : edges.getOrDefault(name, List.of())) {
                if (dependency.equals(start)) {
                    return way(start, name, cameFrom);
                }
                if (members.contains(dependency) && cameFrom.putIfAbsent(dependency, name) == null) {
                    next.add(dependency);
                }
            }
        }
    }

    private static List<String> way(String start, String end, Map<String, String> cameFrom) {
        Deque<String> way = new ArrayDeque<>();
        String name = end;
        while (!name.equals(start)) {
            way.addFirst(name);
            name = cameFrom.getOrDefault(name, start);
        }
        way.addFirst(start);
        return List.copyOf(way);
    }
}
