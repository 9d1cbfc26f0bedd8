package pmon.cli.client;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.FilePassing;
import pmon.cli.client.Client.Items;
import pmon.cli.shell.Failure;
import pmon.wire.Frame;
import pmon.wire.FrameCodec;
import pmon.wire.ProtocolException;

/**
 * Frames back and forth over one connection. The first request goes out right behind the hello, without waiting for the welcome: a
 * daemon that cannot understand it says so in its welcome, which is read first.
 */
final class Conversation implements AutoCloseable {
    private final Connection connection;
    private final Patience patience;
    private final boolean bounded;
    private final FrameCodec codec = new FrameCodec();
    private boolean welcomed;
    private boolean streamed;
    private boolean brokeOff;
    private boolean following;
    private boolean changing;

    /** Whether the answer needs no more than a look; changes have bounds of their own, and what is followed has none. */
    private boolean atOnce = true;

    private Conversation(Connection connection, Patience patience, boolean bounded) {
        this.connection = connection;
        this.patience = patience;
        this.bounded = bounded;
    }

    /**
     * Begins one.
     *
     * @param patience how long the daemon may take for what it has to answer at once
     * @param bounded whether it may take no longer for changes either, because their wait is bounded
     */
    static Conversation open(Connection connection, Duration patience, boolean bounded) throws Failure {
        Conversation conversation = new Conversation(connection, Patience.with(connection, patience), bounded);
        conversation.send(new Frame.Control(new Frozen.Hello(Frozen.PROTOCOL, "pmon " + Build.version())));
        return conversation;
    }

    Response ask(Request request, Items items) throws Failure, IOException {
        following = follows(request);
        changing = request instanceof Request.Change;
        atOnce = !following && (bounded || request instanceof Request.Query);
        Frame frame;
        if (request instanceof Request.ReadLog read && read.files()) {
            frame = log(read, items);
        } else {
            send(new Frame.Ask(request));
            frame = lines(items);
        }
        if (following && frame instanceof Frame.Answer(Response.Done _)) {
            throw ended();
        }
        // Not a switch over types: the JVM spins a class for each at every start, some milliseconds a piece.
        if (frame instanceof Frame.Answer(var response)) {
            return response;
        }
        throw unexpected(frame);
    }

    /** The end of a log, once its lines have been taken; those of files that were passed are read here. */
    private Frame log(Request.ReadLog read, Items items) throws Failure, IOException {
        if (!(connection instanceof FilePassing passing)) {
            send(new Frame.Ask(new Request.ReadLog(read.targets(), read.range(), read.follow())));
            return lines(items);
        }
        send(new Frame.Ask(read));
        try (PassedLogs passed = new PassedLogs(passing, items)) {
            Frame frame = next();
            while (frame instanceof Frame.Item(var item)) {
                streamed = true;
                if (item instanceof StreamItem.LogStretch stretch) {
                    passed.take(stretch);
                } else {
                    items.take(item);
                }
                frame = next();
            }
            return frame;
        }
    }

    private Frame lines(Items items) throws Failure, IOException {
        Frame frame = next();
        while (frame instanceof Frame.Item(var item)) {
            streamed = true;
            items.take(item);
            frame = next();
        }
        return frame;
    }

    Frozen ask(Frozen question) throws Failure {
        send(new Frame.Control(question));
        Frame answer = next();
        if (answer instanceof Frame.Control(var message)) {
            return message;
        }
        throw unexpected(answer);
    }

    /** Whether it ended before anything of an answer came. */
    boolean brokeOff() {
        return brokeOff && !streamed;
    }

    /** Waits until the daemon has closed its end. */
    void awaitEnd() {
        try {
            while (connection.receive() != null) {
                // Whatever is still said is of no interest.
            }
        } catch (IOException e) {
            // A daemon that ended abruptly has ended.
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private static boolean follows(Request request) {
        return (request instanceof Request.ReadLog read && read.follow())
                || (request instanceof Request.Events events && events.follow());
    }

    private void send(Frame frame) throws Failure {
        patience.begin();
        try {
            connection.send(codec.encode(frame));
        } catch (IOException e) {
            // A daemon that refuses has said why before it closed.
            throw patience.over() ? silent() : refusal(e);
        } finally {
            patience.end();
        }
    }

    private Failure refusal(IOException sending) {
        try {
            next();
        } catch (Failure said) {
            return said;
        }
        return broken(sending);
    }

    private Frame next() throws Failure {
        Frame frame = receive();
        if (frame instanceof Frame.Control(Frozen.Refused refused)) {
            throw new Failure(codeOf(refused.code()), refused.message());
        }
        if (welcomed) {
            return frame;
        }
        if (!(frame instanceof Frame.Control(Frozen.Welcome welcome))) {
            throw unexpected(frame);
        }
        check(welcome);
        welcomed = true;
        return next();
    }

    private Frame receive() throws Failure {
        byte @Nullable [] frame;
        if (atOnce || !welcomed) {
            patience.begin();
        }
        try {
            frame = connection.receive();
        } catch (IOException e) {
            brokeOff = !patience.over();
            throw patience.over() ? silent() : broken(e);
        } finally {
            patience.end();
        }
        if (frame == null) {
            brokeOff = true;
            if (following && welcomed) {
                throw ended();
            }
            throw welcomed
                    ? new Failure(ErrorCode.FAILED, "the daemon ended the conversation without an answer")
                    : new Failure(ErrorCode.BUSY, "the daemon ended before it took the request; try again");
        }
        try {
            return codec.decode(frame);
        } catch (ProtocolException e) {
            throw new Failure(ErrorCode.FAILED, "cannot understand the daemon: " + e.getMessage());
        }
    }

    private static void check(Frozen.Welcome welcome) throws Failure {
        if (welcome.oldest() <= Frozen.PROTOCOL && Frozen.PROTOCOL <= welcome.newest()) {
            return;
        }
        boolean newer = welcome.oldest() > Frozen.PROTOCOL;
        throw new Failure(
                ErrorCode.FAILED,
                "the daemon (" + welcome.server() + ") speaks protocol " + welcome.oldest() + " to " + welcome.newest()
                        + ", this pmon " + Build.version() + " speaks " + Frozen.PROTOCOL + ": "
                        + (newer ? "use the pmon that belongs to the daemon" : "restart the daemon with this pmon"));
    }

    private static Failure unexpected(Frame frame) {
        return new Failure(
                ErrorCode.FAILED,
                "the daemon answered out of turn: " + frame.getClass().getSimpleName());
    }

    /** Of what has no end of its own. */
    private static Failure ended() {
        return new Failure(ErrorCode.NO_DAEMON, "the daemon has ended, so nothing more can be followed");
    }

    private Failure silent() {
        return new Failure(
                ErrorCode.TIMEOUT,
                "the daemon does not answer: it has said nothing for "
                        + patience.bound().toSeconds()
                        + " s; look whether it is stopped or starved, or end it and start another: programs go on"
                        + (changing ? "; what was asked for is lost, or done once it goes on: see pmon ls" : ""));
    }

    private static Failure broken(IOException e) {
        return new Failure(ErrorCode.FAILED, "the conversation with the daemon broke off: " + e.getMessage());
    }

    /** A code of a newer daemon that this build does not know is a failure all the same. */
    private static ErrorCode codeOf(String word) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.word().equals(word)) {
                return code;
            }
        }
        return ErrorCode.FAILED;
    }
}
