package pmon.cli.command;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Request;
import pmon.api.protocol.StreamItem;
import pmon.cli.args.Arguments;
import pmon.cli.args.Candidates;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.show.EventLine;

/** {@code history}: what has happened to one program. */
final class History implements Command {
    private static final Option LAST = Option.value("N", "only the newest N events", "-n", "--last");
    private static final Option SINCE =
            Option.value("TIME|DURATION", "only the events since then, such as 10m or 2026-03-01T12:00:31Z", "--since");

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String summary() {
        return "Show what has happened to a program, and why";
    }

    @Override
    public List<String> details() {
        return List.of(
                "It outlives the daemon, and for a while the program: one that was deleted is found by its name or id.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("ID|NAME", 1, 1, false, "an id or a name").from(Candidates.PROGRAMS);
    }

    @Override
    public List<Option> options() {
        return List.of(LAST, SINCE);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Arguments given = invocation.arguments();
        String since = given.value(SINCE);
        Instant from = since == null
                ? null
                : Since.parse(since, SINCE, invocation.machine().now());
        List<ProcessEvent> events = new ArrayList<>();
        invocation.ask(new Request.History(given.words().getFirst(), last(given), from), Missing.FAIL, item -> {
            if (item instanceof StreamItem.Event(var event)) {
                events.add(event);
            }
        });
        if (invocation.json()) {
            Shown.by(invocation).output().events(events);
            return;
        }
        Console console = invocation.console();
        StringBuilder lines = new StringBuilder();
        for (ProcessEvent event : events) {
            EventLine.render(event, ZoneId.systemDefault(), lines, console.colour());
        }
        console.print(lines);
    }

    private static @Nullable Integer last(Arguments given) throws Failure {
        String text = given.value(LAST);
        if (text == null) {
            return null;
        }
        try {
            int last = Integer.parseInt(text);
            if (last >= 1) {
                return last;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other number that is none.
        }
        throw Failure.usage("-n: not a number of events: " + text + "; it starts at 1");
    }
}
