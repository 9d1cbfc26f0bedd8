package pmon.daemon.foreground;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;
import pmon.core.supervisor.Snapshot;

/**
 * Decides when a daemon in the foreground ends. Any thread.
 *
 * <pre>
 * Going     INT, TERM, q; HUP of the terminal  -> Stopping  all programs stop in order
 * Going     everything is over                 -> Stopping  what is left stops
 * Stopping  INT, q; stop_within has passed     -> Hurrying  what is left is killed
 * </pre>
 *
 * Other signals are passed on to programs, unless the file has tasks for them.
 */
public final class Director {
    private final Crew crew;
    private final Consumer<String> say;
    private final Verdict verdict;
    private final @Nullable Duration stopWithin;
    private final boolean onTerminal;
    private Phase phase = Phase.GOING;
    private boolean asked;

    private enum Phase {
        GOING,
        STOPPING,
        HURRYING
    }

    /** Does what is decided; none of it waits. */
    public interface Crew {
        /** Whether a task is run for this signal, which has been told of it then. */
        boolean special(Signal signal);

        /** Stops all programs, those that depend on others first. */
        void stop();

        /** Kills what is left. */
        void kill();

        /** Sends a signal to the main process of each program. */
        void forward(Signal signal);

        /** Has something done after a while. */
        void later(Duration delay, Runnable action);
    }

    /**
     * Begins.
     *
     * @param say shows a line
     * @param stopWithin how long all programs together may take to stop; null leaves it to each
     * @param onTerminal whether standard input is a terminal, whose end SIGHUP tells
     */
    public Director(
            Crew crew, Consumer<String> say, Verdict verdict, @Nullable Duration stopWithin, boolean onTerminal) {
        this.crew = crew;
        this.say = say;
        this.verdict = verdict;
        this.stopWithin = stopWithin;
        this.onTerminal = onTerminal;
    }

    /** A signal was sent to the daemon. */
    public synchronized void signal(Signal signal) {
        boolean again = phase != Phase.GOING && signal == Signal.INT;
        if (again) {
            hurry();
        } else if (phase == Phase.GOING && crew.special(signal)) {
            say.accept(signal.conventionalName() + ": running its task");
        } else if (signal == Signal.INT || signal == Signal.TERM || (signal == Signal.HUP && onTerminal)) {
            stop("stopping all programs");
        } else if (phase == Phase.GOING) {
            crew.forward(signal);
        }
    }

    /** A key was pressed. */
    public synchronized void key(int key) {
        if (key != 'q' && key != 'Q') {
            return;
        }
        if (phase == Phase.GOING) {
            stop("stopping all programs; q or Ctrl-C kills them");
        } else {
            hurry();
        }
    }

    /** Something happened to a program. */
    public synchronized void look(Snapshot now) {
        if (phase == Phase.GOING && verdict.over(now)) {
            phase = Phase.STOPPING;
            bound();
            crew.stop();
        }
    }

    /** The exit code, once all programs have ended. */
    public synchronized int code(Snapshot last) {
        return verdict.code(last, asked);
    }

    private void stop(String why) {
        if (phase == Phase.GOING) {
            phase = Phase.STOPPING;
            asked = true;
            say.accept(why);
            bound();
            crew.stop();
        }
    }

    private void bound() {
        if (stopWithin != null) {
            crew.later(stopWithin, this::late);
        }
    }

    private synchronized void late() {
        hurry();
    }

    private void hurry() {
        if (phase == Phase.STOPPING) {
            phase = Phase.HURRYING;
            say.accept("killing what is left");
            crew.kill();
        }
    }
}
