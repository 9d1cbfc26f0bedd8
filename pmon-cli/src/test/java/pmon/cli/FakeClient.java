package pmon.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.cli.client.Client;
import pmon.cli.shell.Failure;

/** A daemon that answers what it was told to, and remembers what it was asked. */
public final class FakeClient implements Client {
    public final List<Request> requests = new ArrayList<>();
    public final List<Missing> missing = new ArrayList<>();
    public final List<StreamItem> items = new ArrayList<>();
    public final Deque<Response> answers = new ArrayDeque<>();
    public final List<List<String>> programRuns = new ArrayList<>();
    public int programExitCode;
    public Frozen.@Nullable VersionInfo version;
    public @Nullable Duration stopTimeout;
    public boolean keptPrograms;
    public boolean running = true;
    public @Nullable String upgradedTo;
    public boolean closed;
    public @Nullable Duration bound;

    /** Answers in this order, the last one for ever. */
    public static FakeClient answering(Response... answers) {
        FakeClient client = new FakeClient();
        client.answers.addAll(List.of(answers));
        return client;
    }

    @Override
    public void boundedBy(Duration timeout) {
        bound = timeout;
    }

    @Override
    public Response ask(Request request, Missing missing, Items items) throws Failure, IOException {
        requests.add(request);
        this.missing.add(missing);
        if (!running && missing == Missing.FAIL) {
            throw new Failure(ErrorCode.NO_DAEMON, "no daemon");
        }
        for (StreamItem item : this.items) {
            items.take(item);
        }
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }

    @Override
    public Frozen.@Nullable VersionInfo version() {
        return version;
    }

    @Override
    public void startDaemon() throws Failure {
        if (running) {
            throw new Failure(ErrorCode.SECOND_DAEMON, "a daemon runs");
        }
        running = true;
    }

    @Override
    public boolean stopDaemon(boolean keepPrograms, @Nullable Duration timeout) {
        keptPrograms = keepPrograms;
        stopTimeout = timeout;
        boolean ran = running;
        running = false;
        return ran;
    }

    @Override
    public Upgraded upgradeDaemon(@Nullable String image, @Nullable Duration timeout) throws Failure {
        upgradedTo = image;
        Frozen.VersionInfo present = version;
        if (present == null) {
            throw new Failure(ErrorCode.NO_DAEMON, "no daemon");
        }
        return new Upgraded(present, present);
    }

    @Override
    public int runDaemonProgram(List<String> arguments) {
        programRuns.add(arguments);
        return programExitCode;
    }

    @Override
    public void close() {
        closed = true;
    }
}
