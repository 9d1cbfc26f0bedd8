package pmon.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.cli.args.Arguments;
import pmon.cli.args.Durations;
import pmon.cli.args.Option;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/** {@code ls}: all programs, or those asked for, once or again and again. */
final class Ls implements Command {
    private static final Option WATCH =
            Option.optional("SECONDS", "show it again every so often (default: 2) until Ctrl-C", "--watch");

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration USUAL = Duration.ofSeconds(2);
    /** Erases from the top left corner on, so that nothing flickers that stays (ECMA-48: CUP, ED). */
    private static final String CLEAR = "\u001b[H\u001b[J";

    @Override
    public String name() {
        return "ls";
    }

    @Override
    public List<String> aliases() {
        return List.of("list");
    }

    @Override
    public String summary() {
        return "List all programs";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Sorted by cpu, memory, uptime or restart_count, the greatest comes first. --sort=-FIELD turns it round.");
    }

    @Override
    public List<Option> options() {
        return List.of(Listing.GROUP, Listing.STATUS, Listing.SORT, WATCH);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Arguments given = invocation.arguments();
        Listing listing = Listing.wanted(given) ? Listing.of(invocation) : null;
        if (given.has(WATCH)) {
            watch(invocation, listing);
        } else {
            show(invocation, listing);
        }
    }

    private static void show(Invocation invocation, @Nullable Listing listing) throws Failure, IOException {
        List<ProcessView> all = invocation.processes(new Request.ListProcesses(), Missing.FAIL);
        List<ProcessView> processes = listing == null ? all : listing.from(all);
        Shown shown = Shown.by(invocation);
        if (invocation.json()) {
            shown.json(processes);
        } else {
            shown.table(processes);
        }
    }

    private static void watch(Invocation invocation, @Nullable Listing listing) throws Failure, IOException {
        if (invocation.json()) {
            throw Failure.usage("--watch and --json exclude each other; pmon events --json tells of every change");
        }
        Duration period = period(invocation.arguments().value(WATCH));
        do {
            if (invocation.console().colour()) {
                invocation.console().print(CLEAR);
            }
            show(invocation, listing);
            invocation.console().flush();
        } while (invocation.machine().pause(period));
    }

    private static Duration period(@Nullable String text) throws Failure {
        if (text == null || text.isEmpty()) {
            return USUAL;
        }
        Duration period = Durations.seconds(text, WATCH.longest());
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw Failure.usage("--watch: not within 100ms to a day: " + text);
        }
        return period;
    }
}
