package pmon.cli.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.spi.transport.Connection;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

/** The daemon of a run directory, reached over the transport that its endpoint names. */
public final class DaemonClient implements Client {
    /** How long a daemon that somebody else starts may take until it listens, or one that ends until it is gone. */
    private static final Duration RIVAL = Duration.ofSeconds(30);

    private static final int TRIES = 3;

    /** So many daemons, one after the other, may be replaced before they have taken a request. */
    private static final int REPLACED = 20;

    /** How long a daemon may take for what needs no more than a look. Far above what a busy machine takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What an answer that is given at once may take all the same, whatever the bound. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** How long a change may take to be taken, and the answer that its wait has expired to arrive: one that is given up may be lost. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final int LOOK_AGAIN_MILLIS = 5;

    private final RunDirectory directory;
    private final DaemonLauncher launcher;
    private final Consumer<String> notices;
    private @Nullable Conversation conversation;
    private boolean leftOpen;
    private Duration patience = PATIENCE;
    private @Nullable Duration bound;

    /** Whether what is asked first may be answered with open files: what takes them costs some milliseconds more. */
    private boolean files;

    private DaemonClient(RunDirectory directory, DaemonLauncher launcher, Consumer<String> notices) {
        this.directory = directory;
        this.launcher = launcher;
        this.notices = notices;
    }

    /**
     * Nothing is opened before it is asked for.
     *
     * @param image the directory of the image; null outside one
     * @param system asks for root's daemon
     * @param notices takes lines for people, such as that a daemon is started
     */
    public static DaemonClient of(Caller caller, @Nullable Path image, boolean system, Consumer<String> notices) {
        return new DaemonClient(RunDirectory.of(caller, system), new DaemonLauncher(image, caller, system), notices);
    }

    /**
     * Leaves it to the kernel to close the connection, for a process that ends right after its command: closing a socket in the JDK
     * first loads what networks need.
     */
    public DaemonClient closedByTheKernel() {
        leftOpen = true;
        return this;
    }

    /** With another bound for answers that are given at once. */
    DaemonClient patient(Duration bound) {
        patience = bound;
        return this;
    }

    @Override
    public void boundedBy(Duration timeout) {
        bound = timeout;
    }

    @Override
    public Response ask(Request request, Missing missing, Items items) throws Failure, IOException {
        if (bound != null) {
            patience = bound.plus(request instanceof Request.Query ? MOMENT : GRACE);
        }
        files = request instanceof Request.ReadLog read && read.files();
        for (int tries = 1; ; tries++) {
            Conversation open = null;
            Failure again;
            try {
                open = conversation(missing);
                Response response = open.ask(request, items);
                if (!(response instanceof Response.Failed failed) || !upgrading(failed.code())) {
                    return response;
                }
                again = new Failure(failed);
            } catch (Failure failure) {
                boolean cutOff = open == null ? failure.code() == ErrorCode.FAILED : open.brokeOff();
                if (!cutOff && !upgrading(failure.code())) {
                    throw failure;
                }
                again = failure;
            }
            if (tries == REPLACED || !directory.beingReplaced()) {
                throw again;
            }
            awaitSuccessor(open);
        }
    }

    /**
     * A daemon that replaces itself says so, or ends conversations whose requests it has not begun to carry out: those that it has are
     * answered first. One that was killed holds no lock, and is not asked again.
     */
    private static boolean upgrading(ErrorCode code) {
        return code == ErrorCode.UPGRADING;
    }

    private void awaitSuccessor(@Nullable Conversation open) throws Failure {
        if (open != null) {
            open.awaitEnd();
            open.close();
        }
        conversation = null;
        var _ = successorListens(RIVAL);
    }

    @Override
    public Upgraded upgradeDaemon(@Nullable String image, @Nullable Duration timeout) throws Failure {
        Frozen.VersionInfo before = version();
        Conversation open = conversation;
        if (before == null || open == null) {
            throw noDaemon();
        }
        if (!(open.ask(new Frozen.Upgrade(launcher.imageOr(image))) instanceof Frozen.Accepted)) {
            throw new Failure(ErrorCode.FAILED, "the daemon did not accept to be upgraded");
        }
        open.awaitEnd();
        open.close();
        conversation = null;
        Frozen.VersionInfo after = successorListens(timeout == null ? RIVAL : timeout) ? version() : null;
        if (after == null) {
            throw new Failure(
                    directory.beingReplaced() ? ErrorCode.TIMEOUT : ErrorCode.FAILED,
                    "the upgraded daemon does not listen in " + directory.path()
                            + " yet; see `pmon daemon status` and its log");
        }
        return new Upgraded(before, after);
    }

    @Override
    public Frozen.@Nullable VersionInfo version() throws Failure {
        Conversation open = connect();
        if (open == null) {
            return null;
        }
        if (open.ask(new Frozen.Version()) instanceof Frozen.VersionInfo info) {
            return info;
        }
        throw new Failure(ErrorCode.FAILED, "the daemon did not tell its version");
    }

    @Override
    public void startDaemon() throws Failure {
        if (connect() != null) {
            throw second();
        }
        DaemonLauncher.Outcome outcome = launcher.launch(false);
        if (outcome.exitCode() != 0) {
            throw failedToStart(outcome, ErrorCode.FAILED);
        }
    }

    @Override
    public boolean stopDaemon(boolean keepPrograms, @Nullable Duration timeout) throws Failure {
        Conversation open = connect();
        if (open == null) {
            return false;
        }
        Departure departure = new Departure(open, directory);
        if (!(open.ask(new Frozen.Shutdown(keepPrograms)) instanceof Frozen.Accepted)) {
            throw new Failure(ErrorCode.FAILED, "the daemon did not accept to end");
        }
        departure.await(timeout);
        open.close();
        conversation = null;
        return true;
    }

    @Override
    public int runDaemonProgram(List<String> arguments) throws Failure {
        return launcher.run(arguments);
    }

    @Override
    public void close() {
        if (conversation != null && !leftOpen) {
            conversation.close();
        }
    }

    private Conversation conversation(Missing missing) throws Failure {
        Conversation open = connect();
        if (open == null && directory.beingReplaced() && successorListens(RIVAL)) {
            open = connect();
        }
        if (open == null && missing == Missing.START) {
            start();
            open = connect();
        }
        if (open == null) {
            throw noDaemon();
        }
        return open;
    }

    private Failure noDaemon() {
        return new Failure(
                ErrorCode.NO_DAEMON,
                "no daemon is running in " + directory.path() + "; start it with: pmon daemon start");
    }

    private void start() throws Failure {
        notices.accept("pmon: no daemon is running in " + directory.path() + ", starting it");
        DaemonLauncher.Outcome outcome = launcher.launch(true);
        for (int tries = 1; outcome.exitCode() == ErrorCode.SECOND_DAEMON.exitCode(); tries++) {
            if (rivalListens()) {
                return;
            }
            if (tries == TRIES) {
                throw new Failure(
                        ErrorCode.NO_DAEMON,
                        "daemons start and end in " + directory.path() + " at the same time, and none of them listens");
            }
            outcome = launcher.launch(true);
        }
        if (outcome.exitCode() != 0) {
            throw failedToStart(outcome, ErrorCode.NO_DAEMON);
        }
    }

    /**
     * Whether the daemon that was faster than ours accepts commands: as good as ours. One that others start locks its directory first and
     * listens last, in between nothing announces when; one that ends leaves the place to the next.
     */
    private boolean rivalListens() throws Failure {
        try {
            for (long left = RIVAL.toMillis(); connect() == null; left -= LOOK_AGAIN_MILLIS) {
                if (left <= 0 || directory.abandoned()) {
                    return false;
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ErrorCode.NO_DAEMON, "interrupted while another daemon started");
        }
    }

    /** Whether a daemon accepts commands that replaces itself, which keeps the lock all the time: one that is killed does not. */
    private boolean successorListens(Duration patience) throws Failure {
        try {
            for (long left = patience.toMillis(); connect() == null; left -= LOOK_AGAIN_MILLIS) {
                if (left <= 0 || !directory.beingReplaced()) {
                    return connect() != null;
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ErrorCode.FAILED, "interrupted while the daemon was being upgraded");
        }
    }

    private @Nullable Conversation connect() throws Failure {
        if (conversation == null) {
            String endpoint = directory.endpoint();
            Connection connection = endpoint == null ? null : Transports.connect(endpoint, files);
            conversation = connection == null ? null : Conversation.open(connection, patience, bound != null);
        }
        return conversation;
    }

    private Failure second() {
        return new Failure(ErrorCode.SECOND_DAEMON, "a daemon is already running in " + directory.path());
    }

    /** The daemon's exit codes are the commands' own; one that says nothing of the reason is {@code otherwise}. */
    private static Failure failedToStart(DaemonLauncher.Outcome outcome, ErrorCode otherwise) {
        ErrorCode code = switch (outcome.exitCode()) {
            case 2 -> ErrorCode.BAD_CONFIG;
            case 3 -> ErrorCode.NO_DAEMON;
            case 4 -> ErrorCode.SECOND_DAEMON;
            case 7 -> ErrorCode.NOT_PERMITTED;
            default -> otherwise;
        };
        return new Failure(
                code,
                "the daemon did not start (exit code " + outcome.exitCode() + ")"
                        + (outcome.said().isEmpty() ? "" : ": " + outcome.said()));
    }
}
