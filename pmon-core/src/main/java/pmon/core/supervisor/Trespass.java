package pmon.core.supervisor;

import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;

/**
 * What a spec may not do to programs of others. Who may act on a program may still not choose what runs as its user; and a dependency
 * holds up what is depended on when that shall end, and its dependents when they shall start, so that nobody gets to write one that
 * reaches into what is not theirs, in either direction.
 */
record Trespass(Programs programs) {
    /**
     * What stands against giving a caller's spec to a program.
     *
     * @param known the program; null for a new one
     */
    Outcome.@Nullable Failed of(ProcessSpec spec, @Nullable Managed known, Caller caller) {
        if (caller.account().root()) {
            return null;
        }
        if (known != null && !caller.owns(known.spec.user())) {
            return notPermitted("process (" + known.name() + ") belongs to "
                    + known.spec.user().name() + ", who alone may change it, besides root");
        }
        for (String name : spec.dependencies()) {
            Managed dependency = programs.byName(name);
            boolean before = known != null && known.spec.dependencies().contains(name);
            if (dependency != null && !before && !caller.mayActOn(dependency.spec.user())) {
                return notPermitted("process (" + spec.name() + ") cannot depend on " + name + ", which belongs to "
                        + dependency.spec.user().name());
            }
        }
        return known == null ? squatting(spec, caller) : null;
    }

    /** A program comes into being under a name that somebody else's program waits for. */
    private Outcome.@Nullable Failed squatting(ProcessSpec spec, Caller caller) {
        String name = spec.name().value();
        for (Managed program : programs.all()) {
            Account owner = program.spec.user();
            if (!caller.mayActOn(owner) && program.spec.dependencies().contains(name)) {
                return notPermitted("process (" + program.name() + ") of " + owner.name()
                        + " depends on a process named " + name + "; choose another --name");
            }
        }
        return null;
    }

    private static Outcome.Failed notPermitted(String message) {
        return new Outcome.Failed(ErrorCode.NOT_PERMITTED, message);
    }
}
