package pmon.core.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Response;

/**
 * In which order programs start: what a program depends on before it. Where the dependencies leave a choice, the given order decides.
 *
 * <p>Nobody is left out. A dependency on an unknown name, and those within a cycle, cannot be honoured: they are passed over, and are
 * problems. See docs/dependencies.md.
 */
public final class StartOrder {
    private final List<String> linked;
    private final List<String> independent;
    private final SequencedMap<String, List<String>> edges;
    private final List<String> problems;
    private final Map<String, List<String>> problemsByName;

    private StartOrder(
            List<String> linked,
            List<String> independent,
            SequencedMap<String, List<String>> edges,
            List<String> problems,
            Map<String, List<String>> problemsByName) {
        this.linked = linked;
        this.independent = independent;
        this.edges = edges;
        this.problems = problems;
        this.problemsByName = problemsByName;
    }

    /** The order of these programs. */
    public static StartOrder of(Collection<ProcessSpec> programs) {
        SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
        programs.forEach(spec -> dependencies.put(spec.name().value(), spec.dependencies()));
        return of(dependencies);
    }

    /** The order of programs of which only the names are known, and the names each depends on. */
    public static StartOrder of(SequencedMap<String, List<String>> dependencies) {
        Draft draft = new Draft(dependencies.keySet());
        dependencies.forEach(draft::add);
        return draft.finish();
    }

    /** All names, in the order in which they start: those with dependencies and their dependencies, then the independent ones. */
    public List<String> all() {
        List<String> all = new ArrayList<>(linked);
        all.addAll(independent);
        return all;
    }

    /** Those with dependencies and their dependencies, in the order in which they start. */
    public List<String> linked() {
        return linked;
    }

    /** The names that a program waits for; empty for an independent or unknown one. */
    public List<String> dependencies(String name) {
        return edges.getOrDefault(name, List.of());
    }

    /** Everything that cannot be honoured, a sentence each. */
    public List<String> problems() {
        return problems;
    }

    /** What cannot be honoured of the dependencies of one program, a sentence each. */
    public List<String> problems(String name) {
        return problemsByName.getOrDefault(name, List.of());
    }

    /** As clients see it. */
    public Response.StartOrder response() {
        return new Response.StartOrder(all(), linked, edges, problems);
    }

    /** The names and edges, until all are there. */
    private static final class Draft {
        private final Set<String> names;
        private final SequencedMap<String, List<String>> edges = new LinkedHashMap<>();
        private final Set<String> linked = new LinkedHashSet<>();
        private final List<String> problems = new ArrayList<>();
        private final Map<String, List<String>> problemsByName = new HashMap<>();

        Draft(Set<String> names) {
            this.names = names;
        }

        void add(String name, List<String> dependencies) {
            List<String> known = new ArrayList<>();
            for (String dependency : new LinkedHashSet<>(dependencies)) {
                if (dependency.equals(name)) {
                    cycle(List.of(name), List.of(name));
                } else if (names.contains(dependency)) {
                    known.add(dependency);
                    linked.add(name);
                    linked.add(dependency);
                } else {
                    problem(name, name + " depends on " + dependency + ", which is not known: it does not wait for it");
                }
            }
            if (!known.isEmpty()) {
                edges.put(name, known);
            }
        }

        StartOrder finish() {
            List<String> sorted = List.of();
            // The graph library is not even loaded where nothing depends on anything.
            if (!edges.isEmpty()) {
                DependencyGraph graph = new DependencyGraph(names, linked, edges);
                for (DependencyGraph.Cycle cycle : graph.cycles()) {
                    cycle(cycle.path(), cycle.members());
                    passOver(cycle.members());
                }
                sorted = new DependencyGraph(names, linked, edges).sorted();
            }
            List<String> independent =
                    names.stream().filter(name -> !linked.contains(name)).toList();
            return new StartOrder(List.copyOf(sorted), independent, edges, List.copyOf(problems), problemsByName);
        }

        /** No edge within a cycle can be told to be the wrong one, so none of them counts. */
        private void passOver(Set<String> members) {
            for (String member : members) {
                List<String> left = edges.getOrDefault(member, List.of()).stream()
                        .filter(dependency -> !members.contains(dependency))
                        .toList();
                if (left.isEmpty()) {
                    edges.remove(member);
                } else {
                    edges.put(member, left);
                }
            }
        }

        private void cycle(List<String> path, Collection<String> members) {
            String text = "dependency cycle " + String.join(" → ", path) + " → " + path.getFirst()
                    + ": nobody in it waits for another";
            problems.add(text);
            members.forEach(name -> problemsByName
                    .computeIfAbsent(name, none -> new ArrayList<>())
                    .add(text));
        }

        private void problem(String name, String text) {
            problems.add(text);
            problemsByName.computeIfAbsent(name, none -> new ArrayList<>()).add(text);
        }
    }
}
