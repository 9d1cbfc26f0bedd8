package pmon.cli.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.cli.shell.Failure;

/** The daemon as a command sees it. One conversation, used by one thread. */
public interface Client extends AutoCloseable {
    /** What to do where no daemon is. */
    enum Missing {
        START,
        FAIL
    }

    /** Takes the items of a streaming answer, in order. */
    @FunctionalInterface
    interface Items {
        /** What it throws is the caller's own trouble with its output, and ends the conversation. */
        void take(StreamItem item) throws IOException;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws Failure when there is no daemon, or the conversation with it failed
     * @throws IOException only what {@code items} threw
     */
    Response ask(Request request, Missing missing, Items items) throws Failure, IOException;

    /**
     * Gives a daemon up that says nothing until then, for commands whose wait is bounded. It has a moment more, for changes some seconds,
     * since it knows best what is still open. To be called before the first question.
     */
    void boundedBy(Duration timeout);

    /** What the daemon is made of; null where there is none. */
    Frozen.@Nullable VersionInfo version() throws Failure;

    /** Starts the daemon, and returns when it accepts commands; fails with {@code second_daemon} when one does. */
    void startDaemon() throws Failure;

    /**
     * Ends the daemon, and returns when it is gone.
     *
     * @param keepPrograms leaves programs running, for the next daemon to take over
     * @param timeout bounds the wait; null waits as long as programs take to stop
     * @return false when there was none
     */
    boolean stopDaemon(boolean keepPrograms, @Nullable Duration timeout) throws Failure;

    /**
     * Has the daemon replace itself with another image, and returns when that one accepts commands. No program notices.
     *
     * @param image the directory of that image; null for the one that this command belongs to
     * @param timeout bounds the wait; null waits as long as a start may take
     */
    Upgraded upgradeDaemon(@Nullable String image, @Nullable Duration timeout) throws Failure;

    /** What was replaced by what. */
    record Upgraded(Frozen.VersionInfo before, Frozen.VersionInfo after) {}

    /**
     * Runs the {@code pmond} of the image to its end, with this process's own input and outputs.
     *
     * @return its exit code
     */
    int runDaemonProgram(List<String> arguments) throws Failure;

    @Override
    void close();
}
