package pmon.daemon.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.event.ProgramState;
import pmon.api.spi.kernel.Usage;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/** Tells plugins what the supervisor knows of programs. */
public final class ProgramStates {
    private ProgramStates() {}

    /**
     * All programs, in the order of their ids.
     *
     * @param usage what the tree of a process uses; empty when it is gone
     */
    public static List<ProgramState> of(Snapshot snapshot, Function<ProcessIdentity, Optional<Usage>> usage) {
        return snapshot.processes().stream()
                .sorted(Comparator.comparingInt(ProcessSnapshot::id))
                .map(process -> {
                    Optional<ProcessIdentity> main = Optional.ofNullable(process.main());
                    return new ProgramState(
                            process.record(),
                            process.status(),
                            process.health(),
                            main.map(ProcessIdentity::pid),
                            Optional.ofNullable(process.startedAt()),
                            main.flatMap(usage));
                })
                .toList();
    }
}
