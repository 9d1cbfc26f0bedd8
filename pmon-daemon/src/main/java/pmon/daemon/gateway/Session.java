package pmon.daemon.gateway;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.daemon.gateway.Admission.Verdict;
import pmon.daemon.gateway.Line.Arrival;
import pmon.wire.Frame;
import pmon.wire.ProtocolException;

/**
 * One client: its hello, then its requests, one after the other. Whatever it does, the worst that comes of it is the end of its
 * connection.
 *
 * <p>A client that is not let in, or speaks another protocol, is told so in answer to its hello, and then has a moment to read that:
 * closing at once could overtake the answer on a connection that the client is still writing to. One that speaks another protocol can
 * still use the frozen messages.
 */
final class Session {
    private static final Logger LOG = System.getLogger(Session.class.getName());

    private static final Duration FOREVER = Duration.ofDays(365);

    private final Line line;
    private final Verdict verdict;
    private final RequestHandler requests;
    private final DaemonControl daemon;
    private final GatewayLimits limits;
    private final Answering answering;

    private boolean greeted;
    private boolean refused;
    private Duration patience;

    /** Knows how many answers the end of the daemon has to wait for. */
    interface Answering {
        void began();

        void ended();
    }

    Session(
            Line line,
            Verdict verdict,
            RequestHandler requests,
            DaemonControl daemon,
            GatewayLimits limits,
            Answering answering) {
        this.line = line;
        this.verdict = verdict;
        this.requests = requests;
        this.daemon = daemon;
        this.limits = limits;
        this.answering = answering;
        this.patience = limits.helloTimeout();
    }

    /** Serves the client until it leaves or has to. */
    void serve() {
        line.open(Thread.currentThread());
        String end;
        try (line) {
            end = converse();
        } catch (ProtocolException | IOException e) {
            end = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            end = "it left";
        }
        String cutOff = line.whyCutOff();
        LOG.log(Level.DEBUG, "the connection of {0} ended: {1}", name(), cutOff == null ? end : cutOff);
    }

    /** Ends the connection from any thread. */
    void cutOff(String why) {
        line.cutOff(why);
    }

    void cutOffIfStuck() {
        line.cutOffIfStuck(limits.sendTimeout());
    }

    private String converse() throws IOException, InterruptedException, ProtocolException {
        while (true) {
            switch (line.next(patience)) {
                case null -> {
                    return refused ? "it was refused" : "it asked nothing for " + patience;
                }
                case Arrival.Unreadable(String message) -> {
                    if (!refused) {
                        complain(message);
                        return message;
                    }
                }
                case Arrival.Content(Frame frame) -> take(frame);
            }
        }
    }

    private void take(Frame frame) throws IOException, InterruptedException, ProtocolException {
        switch (frame) {
            case Frame.Control(Frozen message) -> control(message);
            case Frame.Ask(Request request) -> ask(request);
            case Frame.Item _, Frame.Answer _ -> throw new ProtocolException("it answers instead of asking");
        }
    }

    private void control(Frozen message) throws IOException, ProtocolException {
        if (verdict instanceof Verdict.Denied(ErrorCode code, String why)) {
            refuse(code, why, limits.linger());
            return;
        }
        switch (message) {
            case Frozen.Hello hello -> greet(hello);
            case Frozen.Version _ -> reply(daemon.version());
            case Frozen.Upgrade upgrade -> operate("upgrade the daemon", () -> daemon.upgrade(upgrade));
            case Frozen.Shutdown shutdown -> operate("end the daemon", () -> daemon.shutdown(shutdown));
            case Frozen.Welcome _, Frozen.VersionInfo _, Frozen.Accepted _, Frozen.Refused _ ->
                throw new ProtocolException("it answers instead of asking");
        }
    }

    private void greet(Frozen.Hello hello) throws IOException {
        if (hello.protocol() != Frozen.PROTOCOL) {
            refuse(
                    ErrorCode.FAILED,
                    "this daemon speaks protocol " + Frozen.PROTOCOL + ", the client " + hello.protocol()
                            + "; use a client of version " + daemon.version().version()
                            + ", or run: pmon daemon upgrade",
                    limits.helloTimeout());
            return;
        }
        greeted = true;
        refused = false;
        patience = limits.idleTimeout();
        reply(new Frozen.Welcome(
                Frozen.PROTOCOL, Frozen.PROTOCOL, daemon.version().version()));
    }

    private void operate(String what, Supplier<Frozen> operation) throws IOException {
        if (!(verdict instanceof Verdict.Admitted(var caller, boolean operator)) || !operator) {
            reply(new Frozen.Refused(
                    ErrorCode.NOT_PERMITTED.word(), user() + " may not " + what + "; its own user and root may"));
            return;
        }
        // A daemon with nothing to stop ends sooner than the answer is sent, unless it has to wait for that.
        answering.began();
        try {
            Frozen answer = operation.get();
            if (answer instanceof Frozen.Accepted) {
                LOG.log(Level.INFO, "{0} asks to {1}", caller.named(), what);
                // The client waits for the end of the connection, which is the end of the daemon.
                patience = FOREVER;
            }
            reply(answer);
        } finally {
            answering.ended();
        }
    }

    private void ask(Request request) throws IOException, InterruptedException, ProtocolException {
        if (refused) {
            return;
        }
        if (!greeted || !(verdict instanceof Verdict.Admitted(var caller, var _))) {
            complain("say hello first");
            throw new ProtocolException("it asks without a hello");
        }
        boolean endsBeforeTheDaemon = endsBeforeTheDaemon(request);
        if (endsBeforeTheDaemon) {
            answering.began();
        }
        try {
            Response response;
            try {
                response = requests.handle(caller, request, line.items());
            } catch (RuntimeException e) {
                LOG.log(
                        Level.ERROR,
                        "a mistake in pmon, answering " + request.getClass().getSimpleName(),
                        e);
                response = new Response.Failed(ErrorCode.FAILED, "a mistake in pmon, see the daemon's log: " + e);
            } catch (OutOfMemoryError e) {
                // So it is told that there are no more threads; without memory the daemon ends at once.
                response =
                        new Response.Failed(ErrorCode.BUSY, "the daemon is allowed no more threads; try again later");
            }
            line.send(new Frame.Answer(response));
        } finally {
            if (endsBeforeTheDaemon) {
                answering.ended();
            }
        }
    }

    /** Everything but a log that is followed, which has no end: events have one, the last of a daemon that ends. */
    private static boolean endsBeforeTheDaemon(Request request) {
        return !(request instanceof Request.ReadLog read && read.follow());
    }

    private void refuse(ErrorCode code, String why, Duration linger) throws IOException {
        if (refused) {
            return;
        }
        refused = true;
        patience = linger;
        LOG.log(Level.DEBUG, "{0} is refused: {1}", name(), why);
        reply(new Frozen.Refused(code.word(), why));
    }

    /** Tells the client what it did wrong, in the kind of message it expects. */
    private void complain(String message) throws IOException {
        if (greeted) {
            line.send(new Frame.Answer(new Response.Failed(ErrorCode.USAGE, message)));
        } else {
            reply(new Frozen.Refused(ErrorCode.USAGE.word(), message));
        }
    }

    private void reply(Frozen message) throws IOException {
        line.send(new Frame.Control(message));
    }

    private String user() {
        return verdict instanceof Verdict.Admitted admitted
                ? admitted.caller().account().name()
                : "a client";
    }

    /** With its process, for the log. */
    private String name() {
        return switch (verdict) {
            case Verdict.Admitted(var caller, var _) -> caller.named();
            case Verdict.Denied _ -> "a client";
        };
    }
}
