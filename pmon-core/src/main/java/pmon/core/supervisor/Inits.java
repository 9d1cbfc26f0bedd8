package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;
import pmon.core.order.StartOrder;

/** Brings programs in line with the process configuration. What stands against one entry is told, and does not hold up the others. */
final class Inits {
    private final Programs programs;
    private final Launches launches;
    private final Ends ends;

    Inits(Programs programs, Launches launches, Ends ends) {
        this.programs = programs;
        this.launches = launches;
        this.ends = ends;
    }

    void init(Change.Init init, Caller caller, Operation operation, Turn turn) {
        String by = " by init of " + caller.named();
        List<Managed> launched = new ArrayList<>();
        Set<String> named = new HashSet<>();
        Predicate<ProcessSpec> onDemand = programs.runs.onDemand(init.entries());
        for (Configured entry : ordered(init.entries())) {
            named.add(entry.name());
            if (caller.owns(entry.spec().user())) {
                apply(entry, onDemand, caller, operation, launched, turn);
            }
        }
        // First, so that those that go neither are started nor stand in the way of an order.
        if (init.prune()) {
            List<Managed> removed = programs.all().stream()
                    .filter(program -> program.applied != null
                            && !named.contains(program.name())
                            && caller.owns(program.spec.user()))
                    .toList();
            ends.delete(removed, "deleted" + by, false, false, operation, turn);
        }
        for (Managed program : List.copyOf(programs.all())) {
            boolean concerned = named.contains(program.name()) || !init.configurationOnly();
            if (!concerned || !caller.owns(program.spec.user()) || program.goal == Goal.GONE) {
                continue;
            }
            operation.tell(program);
            if (program.resting() && onDemand.test(program.spec)) {
                programs.runs.rearm(program, turn);
            } else if (program.resting() && !program.lingers() && !completed(program) && !launched.contains(program)) {
                launches.wanted(program, program.spec, "", turn);
                launched.add(program);
            } else if (program.state instanceof State.Queued && !launched.contains(program)) {
                // On its way, as after the daemon's own start a moment ago.
                operation.await(program, new Operation.Want.Started(program.tally.generation() + 1));
            } else if (program.state instanceof State.Running && !program.ready() && !launched.contains(program)) {
                operation.await(program, new Operation.Want.Started(program.tally.generation()));
            }
        }
        launches.takeAlong(launched, by, operation, turn);
        launches.begin(launched, new Trigger.Start("started" + by, false), operation, turn);
    }

    private void apply(
            Configured entry,
            Predicate<ProcessSpec> onDemand,
            Caller caller,
            Operation operation,
            List<Managed> launched,
            Turn turn) {
        Managed program = programs.byName(entry.name());
        boolean rests = onDemand.test(entry.spec());
        if (program == null) {
            Managed registered = register(programs, entry, rests, turn);
            if (!rests) {
                launched.add(registered);
            }
            return;
        }
        String problem = program.goal == Goal.GONE
                ? "process (" + program.name() + ") is just being deleted"
                : merge(program, entry, rests, caller, launched, turn);
        if (problem != null) {
            operation.fail(new Outcome.Failed(ErrorCode.FAILED, problem));
        }
    }

    /** Applies an entry to a known program; answers with what stands against it. */
    private @Nullable String merge(
            Managed program, Configured entry, boolean rests, Caller caller, List<Managed> launched, Turn turn) {
        return switch (Merge.of(entry, program.spec, program.applied, caller)) {
            case Merge.Refused(String problem) -> {
                refused(programs, program, problem);
                yield problem;
            }
            case Merge.Same same -> {
                applied(programs, program, entry, turn);
                yield null;
            }
            case Merge.Changed(ProcessSpec spec, boolean restart) -> {
                Outcome.Failed busy = launches.justStarting(program);
                if (busy != null) {
                    yield busy.message();
                }
                if (restart && !rests) {
                    launches.wanted(program, spec, CHANGED, turn);
                    launched.add(program);
                } else {
                    programs.respec(program, spec, CHANGED, turn);
                }
                applied(programs, program, entry, turn);
                yield null;
            }
        };
    }

    static final String CHANGED = "changed by the process configuration";

    /** @param rests whether it is not started for being there */
    static Managed register(Programs programs, Configured entry, boolean rests, Turn turn) {
        String why = "named by the process configuration";
        Managed program = programs.register(entry.spec(), why, rests, turn);
        program.applied = entry.digest();
        return program;
    }

    static void applied(Programs programs, Managed program, Configured entry, Turn turn) {
        if (program.refusedEntry != null || !entry.digest().equals(program.applied)) {
            program.refusedEntry = null;
            program.applied = entry.digest();
            programs.changed(program, turn);
        }
    }

    static void refused(Programs programs, Managed program, String problem) {
        program.refusedEntry = problem;
        programs.show(program);
    }

    /** In the order in which they start, so that ids follow it. */
    static List<Configured> ordered(List<Configured> entries) {
        Map<String, Configured> byName = new LinkedHashMap<>();
        entries.forEach(entry -> byName.putIfAbsent(entry.name(), entry));
        List<ProcessSpec> specs = byName.values().stream().map(Configured::spec).toList();
        Map<String, Integer> places = new HashMap<>();
        StartOrder.of(specs).all().forEach(name -> places.put(name, places.size()));
        List<Configured> ordered = new ArrayList<>(byName.values());
        ordered.sort((one, other) ->
                Integer.compare(places.getOrDefault(one.name(), 0), places.getOrDefault(other.name(), 0)));
        return ordered;
    }

    /** Whether it is not to be started again and has done what it should: ended well by itself, and nobody stopped it. */
    private boolean completed(Managed program) {
        return !program.spec.autoRestart()
                && program.state instanceof State.Stopped
                && program.exit != null
                && program.policy(programs.defaults).success(program.exit)
                && program.reason.equals(program.exit.describe());
    }
}
