package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessRecord;

/** The groups there are. Which programs are in them, the programs' specs say. */
final class Groups {
    private final TreeMap<Integer, String> names;
    private final Map<String, Integer> ids = new HashMap<>();
    private int nextId;

    Groups(Recovered recovered) {
        names = new TreeMap<>(recovered.groups().names());
        names.forEach((id, name) -> ids.put(name, id));
        nextId = recovered.groups().nextId();
        for (ProcessRecord record : recovered.records()) {
            record.spec().groups().forEach(this::make);
        }
    }

    /** Makes those that are not there. */
    void ensure(Collection<String> wanted, Turn turn) {
        for (String name : wanted) {
            turn.groupsChanged |= make(name);
        }
    }

    void remove(String name, Turn turn) {
        Integer id = ids.remove(name);
        if (id != null) {
            names.remove(id);
            turn.groupsChanged = true;
        }
    }

    /** The name of the group with this id or name; null when there is none. */
    @Nullable
    String find(String selector) {
        if (!Selection.number(selector)) {
            return ids.containsKey(selector) ? selector : null;
        }
        try {
            return names.get(Integer.parseInt(selector));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    GroupTable table() {
        return new GroupTable(nextId, names);
    }

    List<GroupSnapshot> snapshot(List<ProcessSnapshot> processes) {
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, Set<ProcessSnapshot>> members = new HashMap<>();
        for (ProcessSnapshot process : processes) {
            for (String group : process.record().spec().groups()) {
                members.computeIfAbsent(group, none -> new LinkedHashSet<>()).add(process);
            }
        }
        List<GroupSnapshot> all = new ArrayList<>(names.size());
        names.forEach((id, name) ->
                all.add(new GroupSnapshot(id, name, List.copyOf(members.getOrDefault(name, Set.of())))));
        return all;
    }

    private boolean make(String name) {
        if (ids.containsKey(name)) {
            return false;
        }
        ids.put(name, nextId);
        names.put(nextId++, name);
        return true;
    }
}
