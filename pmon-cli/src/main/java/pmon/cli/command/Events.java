package pmon.cli.command;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.Request;
import pmon.api.protocol.StreamItem;
import pmon.cli.args.Arguments;
import pmon.cli.args.Option;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.show.EventLine;
import pmon.wire.json.JsonOutput;

/** {@code events}: what happens to programs, one event a line. */
final class Events implements Command {
    private static final Option AFTER =
            Option.value("NUMBER", "begin behind this event; 0 shows all that are kept", "--after");
    private static final Option SINCE = Option.value(
            "TIME|DURATION", "begin with the events since then, such as 10m or 2026-03-01T12:00:31Z", "--since");
    private static final Option NO_FOLLOW =
            Option.flag("end with the last event there is instead of waiting for more", "--no-follow");

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String summary() {
        return "Follow what happens to programs until Ctrl-C";
    }

    @Override
    public List<Option> options() {
        return List.of(AFTER, SINCE, NO_FOLLOW);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Arguments given = invocation.arguments();
        Console console = invocation.console();
        boolean json = invocation.json();
        ZoneId zone = ZoneId.systemDefault();
        Instant since = since(invocation);
        Long after = since == null ? after(given) : Long.valueOf(0);
        invocation.ask(new Request.Events(after, !given.has(NO_FOLLOW)), Missing.FAIL, item -> {
            if (!(item instanceof StreamItem.Event(var event))
                    || (since != null && event.time().isBefore(since))) {
                return;
            }
            StringBuilder line = new StringBuilder();
            if (json) {
                new JsonOutput(line).event(event);
            } else {
                EventLine.render(event, zone, line, console.colour());
            }
            console.print(line);
            console.flush();
        });
    }

    /** Told here and not asked for: clocks are set back, so only a look at every event finds those since then. */
    private static @Nullable Instant since(Invocation invocation) throws Failure {
        String text = invocation.arguments().value(SINCE);
        if (text == null) {
            return null;
        }
        if (invocation.arguments().has(AFTER)) {
            throw Failure.usage("--after and --since exclude each other");
        }
        return Since.parse(text, SINCE, invocation.machine().now());
    }

    private static @Nullable Long after(Arguments given) throws Failure {
        String text = given.value(AFTER);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw Failure.usage("--after: not the number of an event: " + text);
        }
    }
}
