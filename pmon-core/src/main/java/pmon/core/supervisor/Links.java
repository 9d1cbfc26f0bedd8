package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pmon.api.process.ProcessSpec;
import pmon.core.order.StartOrder;

/** Who depends on whom, as far as that can be honoured: never in a circle. */
final class Links {
    private final Map<Managed, List<Managed>> dependencies = new HashMap<>();
    private final Map<Managed, List<Managed>> dependents = new HashMap<>();
    private final Map<Managed, Integer> places = new HashMap<>();
    private final Set<String> mentioned = new HashSet<>();
    private final StartOrder order;

    Links(Collection<Managed> programs) {
        List<ProcessSpec> specs = new ArrayList<>(programs.size());
        Map<String, Managed> byName = new HashMap<>();
        for (Managed program : programs) {
            specs.add(program.spec);
            mentioned.addAll(program.spec.dependencies());
            byName.put(program.name(), program);
        }
        order = StartOrder.of(specs);
        for (String name : order.all()) {
            Managed program = byName.get(name);
            if (program == null) {
                continue;
            }
            places.put(program, places.size());
            for (String other : order.dependencies(name)) {
                Managed dependency = byName.get(other);
                if (dependency != null) {
                    dependencies
                            .computeIfAbsent(program, none -> new ArrayList<>())
                            .add(dependency);
                    dependents
                            .computeIfAbsent(dependency, none -> new ArrayList<>())
                            .add(program);
                }
            }
        }
    }

    /** Whether nobody waits for anybody. */
    boolean isEmpty() {
        return dependencies.isEmpty();
    }

    /** Whether a program of this spec, coming or going, makes a difference. */
    boolean concern(ProcessSpec spec) {
        return !spec.dependencies().isEmpty() || mentioned.contains(spec.name().value());
    }

    List<Managed> dependencies(Managed program) {
        return dependencies.getOrDefault(program, List.of());
    }

    List<Managed> dependents(Managed program) {
        return dependents.getOrDefault(program, List.of());
    }

    List<String> problems(Managed program) {
        return order.problems(program.name());
    }

    /** These programs, what is depended on first; as given where nothing depends on anything. */
    List<Managed> ordered(List<Managed> programs) {
        if (isEmpty()) {
            return programs;
        }
        return programs.stream()
                .sorted(Comparator.comparing(program -> places.getOrDefault(program, Integer.MAX_VALUE)))
                .toList();
    }
}
