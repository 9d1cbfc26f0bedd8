package pmon.daemon.hook;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.Occurrence.Kind;

/**
 * Finds in the stream of events what handlers want to know. One thread.
 *
 * <p>A restart is told once the successor runs, and only where nobody asked for it:
 *
 * <pre>
 * restarting, now init      the supervisor's own decision, no wait           → the next start is an automatic restart
 * cascaded                  the supervisor's own decision, with another   → the next start is an automatic restart
 * restarting, still so      unless cascaded, somebody asked; the instance is being stopped    → it is not
 * backoff, flapping         the supervisor's own decision, after a wait      → the next start is an automatic restart
 * exited, now queued        ended while no daemon was there                  → the next start is an automatic restart
 * stopped, failed, closed   no start is due any more                         → it is not
 * </pre>
 */
final class Recognition {
    private final Set<Integer> restarting = new HashSet<>();
    /** Those whose restart, though not its moment, follows from that of another. */
    private final Set<Integer> cascaded = new HashSet<>();

    Optional<Kind> of(ProcessEvent event) {
        return switch (event.type()) {
            case CASCADED -> {
                cascaded.add(event.id());
                yield due(event, true);
            }
            case RESTARTING -> due(event, event.to() != Status.RESTARTING || cascaded.contains(event.id()));
            case EXITED -> {
                boolean missed = event.to() == Status.QUEUED && event.from() != Status.RESTARTING;
                yield missed ? due(event, true) : Optional.empty();
            }
            case BACKOFF -> due(event, true);
            case FLAPPING -> {
                due(event, true);
                yield Optional.of(Kind.PROCESS_BACKOFF);
            }
            case STARTED -> {
                cascaded.remove(event.id());
                yield restarting.remove(event.id()) ? Optional.of(Kind.PROCESS_RESTART) : Optional.empty();
            }
            case FAILED -> {
                due(event, false);
                yield Optional.of(Kind.PROCESS_FAILURE);
            }
            case STOPPING, STOPPED, CLOSED, DELETED -> due(event, false);
            case REGISTERED,
                    UPDATED,
                    QUEUED,
                    REBUILT,
                    START_FAILED,
                    ADOPTED,
                    MAIN_CHANGED,
                    READY,
                    HEALTHY,
                    UNHEALTHY,
                    SKIPPED,
                    LOG_DROPPING,
                    LOG_KEPT -> Optional.empty();
        };
    }

    private Optional<Kind> due(ProcessEvent event, boolean restart) {
        if (restart) {
            restarting.add(event.id());
        } else {
            cascaded.remove(event.id());
            restarting.remove(event.id());
        }
        return Optional.empty();
    }
}
