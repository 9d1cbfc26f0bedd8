package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pmon.api.process.Signal;
import pmon.api.protocol.Request;
import pmon.api.protocol.Targets;
import pmon.cli.args.Candidates;
import pmon.cli.args.Nearest;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code signal}: sends a signal to programs. */
final class SendSignal implements Command {
    @Override
    public String name() {
        return "signal";
    }

    @Override
    public String summary() {
        return "Send a signal to programs";
    }

    @Override
    public List<String> details() {
        return List.of(
                "SIGNAL is a name such as HUP or SIGHUP, or a number. It goes to the main process of each program.",
                "To a program that ends of it this is an end by itself: it is restarted, unlike after pmon stop.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("ID|NAME… SIGNAL", 2, Integer.MAX_VALUE, false, "programs, and the signal they get")
                .from(Candidates.PROGRAMS, Candidates.PROGRAMS.and(names()));
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        List<String> words = invocation.arguments().words();
        List<String> programs = words.subList(0, words.size() - 1);
        Request request = new Request.SendSignal(
                new Targets(programs), signal(words.getLast(), words.getLast()), invocation.completion());
        Shown.by(invocation, programs).changed(invocation.processes(request, Missing.FAIL));
    }

    /** A signal by name or number. {@code subject} leads the message when there is none. */
    static Signal signal(String text, String subject) throws Failure {
        return Signal.parse(text)
                .orElseThrow(() ->
                        Failure.usage((subject.equals(text) ? "" : subject + ": ") + "no such signal: " + text
                                + Nearest.suggestion(text.strip().toUpperCase(Locale.ROOT), names())
                                + "; kill -l lists them"));
    }

    /** All of them, as people write them. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            names.add(signal.name());
        }
        return names;
    }
}
