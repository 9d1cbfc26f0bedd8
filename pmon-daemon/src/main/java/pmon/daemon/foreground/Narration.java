package pmon.daemon.foreground;

import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ProcessEvent;

/** Says what happened to a program in words. */
final class Narration {
    private Narration() {}

    /** A line; null where it is of no interest to somebody who looks on. */
    static @Nullable String of(ProcessEvent event) {
        String name = event.process();
        return switch (event.type()) {
            case STARTED -> name + " started (pid " + event.pid() + ")";
            case EXITED ->
                event.exit() == null ? null : name + " ended: " + event.exit().describe();
            case START_FAILED -> name + " cannot be started: " + event.cause();
            case READY -> name + " is ready";
            case HEALTHY -> name + " is healthy";
            case UNHEALTHY -> name + " is unhealthy: " + event.cause();
            case RESTARTING, BACKOFF, FLAPPING -> name + " is started again: " + event.cause();
            case STOPPING -> name + " is being stopped: " + event.cause();
            case FAILED -> name + " failed: " + event.cause();
            case LOG_DROPPING, LOG_KEPT -> name + ": " + event.cause();
            case MAIN_CHANGED -> name + ": " + event.cause();
            case SKIPPED -> name + " was not run: " + event.cause();
            case DELETED -> name + " was deleted";
            case REGISTERED, UPDATED, QUEUED, CASCADED, STOPPED, CLOSED, ADOPTED, REBUILT -> null;
        };
    }
}
