package pmon.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Completion;
import pmon.api.protocol.Request;
import pmon.api.protocol.Until;
import pmon.cli.args.Candidates;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code wait}: until a program is as a script needs it. The daemon waits, nobody polls. */
final class Wait implements Command {
    private static final Option FOR = Option.value(
                    "running|ready|healthy|stopped", "what to wait for (default: healthy)", "--for")
            .from(Candidates.of(List.of("running", "ready", "healthy", "stopped")));

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public String summary() {
        return "Wait until a program is healthy, or stopped";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Changes nothing, and takes as long as it takes unless --timeout is given. Fails at once where the program",
                "is stopped or failed and nobody starts it, and as soon as a check finds it as good as dead.");
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(1);
    }

    @Override
    public List<Option> options() {
        return List.of(FOR);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        if (invocation.arguments().has(GlobalOptions.NO_WAIT)) {
            throw Failure.usage("wait cannot do without waiting; pmon status tells how a program is");
        }
        Duration timeout = invocation.timeout();
        Request request = new Request.Await(invocation.targets(), until(invocation), new Completion(true, timeout));
        List<ProcessView> processes = invocation.processes(request, Missing.FAIL);
        if (invocation.json()) {
            Shown.by(invocation).json(processes);
        } else {
            ShowStatus.print(invocation, processes);
        }
    }

    private static Until until(Invocation invocation) throws Failure {
        String word = invocation.arguments().value(FOR);
        if (word == null) {
            return Until.HEALTHY;
        }
        List<String> words = new ArrayList<>();
        for (Until until : Until.values()) {
            if (until.word().equals(word)) {
                return until;
            }
            words.add(until.word());
        }
        throw Failure.usage(FOR.longest() + ": cannot wait for " + word + "; there are: " + String.join(", ", words));
    }
}
