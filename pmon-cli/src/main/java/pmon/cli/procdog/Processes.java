package pmon.cli.procdog;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessView;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Targets;
import pmon.api.protocol.Until;
import pmon.cli.client.Client;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Machine;

/** One process of procdog on the daemon, under a name of its own. */
final class Processes {
    /** In front of names, so that they are nobody else's. */
    private static final String PREFIX = "procdog:";

    private static final Duration BEGINNING = Duration.ofSeconds(10);

    private final String name;
    private final Client client;
    private final Caller caller;
    private final Machine machine;

    Processes(String name, Client client, Caller caller, Machine machine) {
        this.name = PREFIX + name;
        this.caller = caller;
        this.client = client;
        this.machine = machine;
    }

    String name() {
        return name;
    }

    /** As it is; null where there is none, or no daemon. */
    @Nullable
    ProcessView find() throws Failure, IOException {
        try {
            ProcessView found = only(client.ask(new Request.Describe(Targets.of(name)), Missing.FAIL, item -> {}));
            if (found != null && found.pid() == null && found.status().number() < 2) {
                // Somebody else is just starting it.
                Completion bounded = new Completion(true, BEGINNING);
                client.ask(new Request.Await(Targets.of(name), Until.RUNNING, bounded), Missing.FAIL, item -> {});
                found = only(client.ask(new Request.Describe(Targets.of(name)), Missing.FAIL, item -> {}));
            }
            return found;
        } catch (Failure failure) {
            if (failure.code() == ErrorCode.NO_DAEMON || failure.code() == ErrorCode.UNKNOWN_PROCESS) {
                return null;
            }
            throw failure;
        }
    }

    /** Starts it; returns why that could not be, null where it could, even if it has ended since. */
    @Nullable
    String start(Request.Exec request) throws Failure, IOException {
        Response response = client.ask(request, Missing.START, item -> {});
        if (response instanceof Response.Failed failed
                && failed.code() != ErrorCode.ALREADY_RUNNING
                && !(failed.code() == ErrorCode.START_FAILED && failed.exit() != null)) {
            return failed.message();
        }
        return null;
    }

    /** Its answer, with what its health command says while it runs. */
    Answer status(@Nullable ProcessView process) throws Failure, IOException {
        if (process == null) {
            return Answer.STOPPED;
        }
        if (process.pid() == null) {
            return exited(process);
        }
        Integer health = new Health(process, caller, machine).check();
        // It may have ended while it was checked.
        ProcessView present = health == null ? process : find();
        if (present == null) {
            return Answer.STOPPED;
        }
        return present.pid() == null ? exited(present) : Answer.running(health, present.pid());
    }

    /** Its answer once it is healthy, has ended, or its checks are used up. */
    Answer awaitHealth(@Nullable ProcessView process) throws Failure, IOException {
        if (process == null) {
            return Answer.STOPPED;
        }
        ProcessView present = process;
        Health health = new Health(process, caller, machine);
        Integer result = null;
        for (int i = 0; i < health.count() && present != null && present.pid() != null; i++) {
            result = health.check();
            if (result == null || result == 0) {
                break;
            }
            if (!machine.pause(health.delay())) {
                break;
            }
            present = find();
        }
        if (present == null) {
            return Answer.STOPPED;
        }
        return present.pid() == null ? exited(present) : Answer.running(result, present.pid());
    }

    Answer stop(@Nullable ProcessView process) throws Failure, IOException {
        if (process == null) {
            return Answer.STOPPED;
        }
        if (process.pid() == null) {
            return exited(process);
        }
        Request stop = new Request.Stop(Targets.of(name), false, Completion.UNTIL_DONE);
        ProcessView stopped = only(client.ask(stop, Missing.FAIL, item -> {}));
        boolean forced = stopped != null
                && stopped.exit() instanceof ExitStatus.Signaled signaled
                && signaled.signal() == Signal.KILL.number();
        return Answer.killed(forced ? Signal.KILL.number() : Signal.TERM.number());
    }

    private static Answer exited(ProcessView process) {
        return Answer.exited(
                switch (process.exit()) {
                    case ExitStatus.Exited exited -> exited.code();
                    case ExitStatus.Signaled signaled -> -signaled.signal();
                    case ExitStatus.Unknown unknown -> null;
                    case null -> null;
                });
    }

    private static @Nullable ProcessView only(Response response) throws Failure {
        if (response instanceof Response.Failed failed) {
            throw new Failure(failed);
        }
        return response instanceof Response.Processes(List<ProcessView> all) && !all.isEmpty() ? all.getFirst() : null;
    }
}
