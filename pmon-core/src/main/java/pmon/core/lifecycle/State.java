package pmon.core.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Status;
import pmon.core.time.Moment;

/** What is true of one program. The transitions are in {@link Lifecycle}. */
public sealed interface State {
    /** The public name. */
    Status status();

    /** No process of it lives and none is on its way; it stays so until somebody asks. */
    sealed interface Resting extends State {}

    /** Ended because somebody asked, or ended well with no restart wanted; also a record that never ran. */
    record Stopped() implements Resting {
        @Override
        public Status status() {
            return Status.STOPPED;
        }
    }

    /** Ended badly, and no restart is wanted. */
    record Failed() implements Resting {
        @Override
        public Status status() {
            return Status.FAILED;
        }
    }

    /** Ended by the daemon's own shutdown. */
    record Closed() implements Resting {
        @Override
        public Status status() {
            return Status.CLOSED;
        }
    }

    /**
     * As an earlier daemon left it; what lives of it is not known yet.
     *
     * @param status what was recorded last
     */
    record Inherited(Status status) implements State {}

    /** To be started as soon as its record is durable. */
    record Queued() implements State {
        @Override
        public Status status() {
            return Status.QUEUED;
        }
    }

    /** The spawn has been ordered; its result is the next thing to hear. */
    record Starting(int generation) implements State {
        @Override
        public Status status() {
            return Status.INIT;
        }
    }

    /** Its main process lives. */
    record Running(int generation, ProcessIdentity main, Moment since) implements State {
        @Override
        public Status status() {
            return Status.RUNNING;
        }
    }

    /**
     * Its tree is being ended.
     *
     * @param main null once the main process is gone and others of the tree are left
     * @param since when the instance started
     * @param next what follows when nothing of it is left
     * @param killAt when SIGKILL is due, the first time or again
     * @param killing whether SIGKILL has been sent
     * @param exit how the main process ended; null while it lives
     */
    record Stopping(
            int generation,
            @Nullable ProcessIdentity main,
            Moment since,
            Next next,
            Moment killAt,
            boolean killing,
            @Nullable ExitStatus exit)
            implements State {
        @Override
        public Status status() {
            return next.starts() ? Status.RESTARTING : Status.RUNNING;
        }

        /** The same end, followed by something else. */
        Stopping then(Next other) {
            return new Stopping(generation, main, since, other, killAt, killing, exit);
        }

        /** With another main process. */
        Stopping main(ProcessIdentity other) {
            return new Stopping(generation, other, since, next, killAt, killing, exit);
        }

        /** With the main process gone. */
        Stopping mainGone(ExitStatus how) {
            return new Stopping(generation, null, since, next, killAt, killing, how);
        }

        /** With SIGKILL sent, to be sent again at this moment. */
        Stopping killed(Moment again) {
            return new Stopping(generation, main, since, next, again, true, exit);
        }
    }

    /**
     * Not running; the next try is due at {@code until}.
     *
     * @param delay how long it waits in all
     * @param flapping whether it waits because it was restarted too often, by the rule of flap detection
     */
    record Backoff(Moment until, Duration delay, boolean flapping) implements State {
        @Override
        public Status status() {
            return Status.BACKOFF;
        }
    }

    /** What follows a stop. */
    sealed interface Next {
        /** Whether a new instance follows. */
        boolean starts();

        /** Rests, because somebody asked. */
        record Rest(String cause) implements Next {
            @Override
            public boolean starts() {
                return false;
            }
        }

        /** Rests until what it was closed for is over. */
        record Close(String cause) implements Next {
            @Override
            public boolean starts() {
                return false;
            }
        }

        /** Starts again, because somebody asked. */
        record Restart(String cause) implements Next {
            @Override
            public boolean starts() {
                return true;
            }
        }

        /**
         * The main process ended unasked, or is as good as dead; the restart policy decides once the rest of its tree is gone.
         *
         * @param lived how long it ran
         * @param restarts whether the policy is to start it again
         * @param verdict why it is a failure however it ends; null where the exit says whether it is
         */
        record Judge(
                Duration lived, boolean restarts, @Nullable String verdict) implements Next {
            @Override
            public boolean starts() {
                return restarts;
            }
        }
    }
}
