package pmon.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Targets;
import pmon.cli.args.Arguments;
import pmon.cli.args.Durations;
import pmon.cli.args.GlobalOptions;
import pmon.cli.client.Client;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Machine;

/**
 * One call of a command.
 *
 * @param calledAs the name or alias that was used
 */
public record Invocation(
        String calledAs, Arguments arguments, Caller caller, Console console, Machine machine, Client client) {
    boolean json() {
        return arguments.has(GlobalOptions.JSON);
    }

    /** Refuses global options that contradict themselves or each other, also to commands that have no use for them; then they count. */
    void check() throws Failure {
        Duration timeout = timeout();
        if (timeout != null && arguments.has(GlobalOptions.NO_WAIT)) {
            throw Failure.usage("--no-wait and --timeout exclude each other");
        }
        if (timeout != null) {
            client.boundedBy(timeout);
        }
    }

    /** How long a change is waited for. */
    Completion completion() throws Failure {
        return new Completion(!arguments.has(GlobalOptions.NO_WAIT), timeout(), machine.token());
    }

    @Nullable
    Duration timeout() throws Failure {
        String text = arguments.value(GlobalOptions.TIMEOUT);
        return text == null ? null : Durations.parse(text, "--timeout", Durations.Bare.MILLISECONDS);
    }

    /** The programs named; all where none needs to be. */
    Targets targets() {
        List<String> words = arguments.words();
        return words.isEmpty() ? Targets.ALL : new Targets(words);
    }

    /** For commands that start programs. */
    Missing startMissing() {
        return arguments.has(GlobalOptions.NO_AUTOSTART) ? Missing.FAIL : Missing.START;
    }

    Response ask(Request request, Missing missing, Client.Items items) throws Failure, IOException {
        Response response = client.ask(request, missing, items);
        if (response instanceof Response.Failed failed) {
            throw new Failure(failed);
        }
        return response;
    }

    List<ProcessView> processes(Request request, Missing missing) throws Failure, IOException {
        if (ask(request, missing, item -> {}) instanceof Response.Processes(var processes)) {
            return processes;
        }
        throw new Failure(ErrorCode.FAILED, "the daemon answered something else than programs");
    }
}
