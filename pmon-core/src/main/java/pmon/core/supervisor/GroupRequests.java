package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessName;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.Targets;

/**
 * Makes and removes groups, and puts programs into them and out of them. Anybody may make one; who changes which programs are in one must
 * be allowed to act on those.
 */
final class GroupRequests {
    private final Programs programs;
    private final Launches launches;

    GroupRequests(Programs programs, Launches launches) {
        this.programs = programs;
        this.launches = launches;
    }

    Outcome.@Nullable Failed change(GroupChange change, Caller caller, Operation operation, Turn turn) {
        String by = " by " + caller.named();
        return switch (change) {
            case GroupChange.Create(List<String> names) -> create(names, operation, turn);
            case GroupChange.Delete(List<String> groups) -> delete(groups, caller, by, operation, turn);
            case GroupChange.Assign(List<String> groups, Targets targets) ->
                members(groups, targets, caller, GroupRequests::with, "put into a group" + by, operation, turn);
            case GroupChange.Remove(List<String> groups, Targets targets) ->
                members(groups, targets, caller, GroupRequests::without, "taken out of a group" + by, operation, turn);
        };
    }

    private Outcome.@Nullable Failed create(List<String> names, Operation operation, Turn turn) {
        for (String name : names) {
            try {
                var _ = new ProcessName(name);
            } catch (IllegalArgumentException e) {
                return new Outcome.Failed(ErrorCode.BAD_NAME, "cannot make a group: " + e.getMessage());
            }
        }
        programs.groups.ensure(names, turn);
        answer(new LinkedHashSet<>(names), operation);
        return null;
    }

    private Outcome.@Nullable Failed delete(
            List<String> groups, Caller caller, String by, Operation operation, Turn turn) {
        Set<String> names = new LinkedHashSet<>();
        Outcome.Failed unknown = find(groups, names);
        if (unknown != null) {
            return unknown;
        }
        Snapshot before = programs.snapshot();
        List<GroupSnapshot> deleted = before.groups().stream()
                .filter(group -> names.contains(group.name()))
                .toList();
        List<Managed> members = new ArrayList<>();
        for (GroupSnapshot group : deleted) {
            for (ProcessSnapshot process : group.processes()) {
                if (!caller.mayActOn(process.record().spec().user())) {
                    return new Outcome.Failed(
                            ErrorCode.NOT_PERMITTED,
                            "group (" + group.name() + ") has processes that "
                                    + caller.account().name() + " may not act on, such as " + process.name());
                }
                Managed program = programs.byId(process.id());
                if (program != null) {
                    members.add(program);
                }
            }
        }
        Outcome.Failed refused =
                respec(members, names, GroupRequests::without, "taken out of a deleted group" + by, operation, turn);
        if (refused == null) {
            names.forEach(name -> programs.groups.remove(name, turn));
            operation.answerWith(() -> new Outcome.Grouped(deleted));
        }
        return refused;
    }

    private Outcome.@Nullable Failed members(
            List<String> groups,
            Targets targets,
            Caller caller,
            BiFunction<List<String>, Set<String>, List<String>> changed,
            String cause,
            Operation operation,
            Turn turn) {
        Set<String> names = new LinkedHashSet<>();
        Outcome.Failed unknown = find(groups, names);
        if (unknown != null) {
            return unknown;
        }
        return switch (Selection.of(targets, programs.snapshot(), caller, Selection.Purpose.ACT)) {
            case Selection.Rejected(ErrorCode code, String message) -> new Outcome.Failed(code, message);
            case Selection.Selected selected -> {
                answer(names, operation);
                yield respec(programs.of(selected), names, changed, cause, operation, turn);
            }
        };
    }

    private Outcome.@Nullable Failed respec(
            List<Managed> members,
            Set<String> names,
            BiFunction<List<String>, Set<String>, List<String>> changed,
            String cause,
            Operation operation,
            Turn turn) {
        for (Managed program : members) {
            Outcome.Failed busy = launches.justStarting(program);
            if (busy != null) {
                return busy;
            }
        }
        for (Managed program : members) {
            operation.tell(program);
            List<String> groups = changed.apply(program.spec.groups(), names);
            if (!groups.equals(program.spec.groups())) {
                programs.respec(program, program.spec.withGroups(groups), cause, turn);
            }
        }
        return null;
    }

    private Outcome.@Nullable Failed find(List<String> groups, Set<String> names) {
        for (String selector : groups) {
            String name = programs.groups.find(selector);
            if (name == null) {
                return new Outcome.Failed(ErrorCode.UNKNOWN_GROUP, "group (" + selector + ") does not exist");
            }
            names.add(name);
        }
        return null;
    }

    private void answer(Set<String> names, Operation operation) {
        operation.answerWith(() -> new Outcome.Grouped(programs.snapshot().groups().stream()
                .filter(group -> names.contains(group.name()))
                .toList()));
    }

    private static List<String> with(List<String> groups, Set<String> names) {
        Set<String> all = new LinkedHashSet<>(groups);
        all.addAll(names);
        return List.copyOf(all);
    }

    private static List<String> without(List<String> groups, Set<String> names) {
        return groups.stream().filter(group -> !names.contains(group)).toList();
    }
}
