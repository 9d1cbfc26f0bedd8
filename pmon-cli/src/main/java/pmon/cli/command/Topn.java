package pmon.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.cli.args.Durations;
import pmon.cli.args.Option;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Screen;
import pmon.cli.shell.Screen.Outcome;

/**
 * {@code topn}: top(1) of the programs that run and of the daemon. Frame by frame in batch mode and not on its own screen, because top
 * keeps to the pids that it was started with, and programs get new ones.
 */
final class Topn implements Command {
    private static final Option SECONDS =
            Option.value("SECONDS", "show it again every so often (default: 1)", "-s", "--seconds");

    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final char ESCAPE = 27;
    private static final char CTRL_C = 3;

    @Override
    public String name() {
        return "topn";
    }

    @Override
    public String summary() {
        return "Show running programs with top(1) until ESC or Ctrl-C";
    }

    @Override
    public List<String> details() {
        return List.of(
                "s switches between the order by CPU and by memory; ESC, q and Ctrl-C end it.",
                "top takes 20 processes: the daemon and the 19 programs that use the most are shown.");
    }

    @Override
    public List<Option> options() {
        return List.of(SECONDS);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        if (invocation.json()) {
            throw Failure.usage("topn is for people; pmon ls --json has the numbers");
        }
        String text = invocation.arguments().value(SECONDS);
        Duration period = text == null ? USUAL : Durations.seconds(text, SECONDS.longest());
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw Failure.usage(SECONDS.longest() + ": not within 100ms to 1h: " + text);
        }
        boolean byMemory = false;
        // The first frame at once, with what each used since it started; from then on with what it used since the last
        // frame.
        Duration since = null;
        TopFrame frame = TopFrame.now(invocation, byMemory);
        try (Screen screen = invocation.machine().screen()) {
            while (true) {
                switch (screen.await(frame.top(since, screen.columns()))) {
                    case Outcome.Printed(String printed, int exitCode) -> {
                        if (exitCode != 0) {
                            throw new Failure(
                                    ErrorCode.FAILED, "top ended with exit code " + exitCode + ": " + printed.strip());
                        }
                        frame.show(invocation, printed, screen.rows());
                        since = period;
                    }
                    case Outcome.Pressed(char key) -> {
                        if (key == ESCAPE || key == CTRL_C || key == 'q') {
                            return;
                        }
                        if (key == 's') {
                            byMemory = !byMemory;
                            since = null;
                        }
                    }
                }
                frame = TopFrame.now(invocation, byMemory);
            }
        }
    }
}
