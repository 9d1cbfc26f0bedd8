package pmon.monitors.exec;

import java.util.List;
import java.util.Set;
import pmon.api.process.ExitStatus;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckContext.CommandResult;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;

/** One command, again and again. */
final class ExecMonitor implements Monitor {
    /** So much of what the command wrote is told, from its end: the reason is usually in the last line. */
    private static final int MAX_SHOWN = 200;

    private final List<String> command;
    private final Set<Integer> codes;

    ExecMonitor(List<String> command, Set<Integer> codes) {
        this.command = List.copyOf(command);
        this.codes = Set.copyOf(codes);
    }

    @Override
    public CheckResult check(CheckContext context) throws InterruptedException {
        return switch (context.run(command)) {
            case CommandResult.Ended(ExitStatus.Exited(int code, var _), String _)
            when codes.contains(code) -> CheckResult.PASSED;
            case CommandResult.Ended(ExitStatus exit, String output) ->
                new CheckResult.Failed(command.getFirst() + " ended with " + exit.describe() + wrote(output));
            case CommandResult.Failed(String message) -> new CheckResult.Failed(message);
        };
    }

    private static String wrote(String output) {
        String text = output.strip();
        String end = text.substring(Math.max(0, text.length() - MAX_SHOWN));
        return end.isEmpty() ? "" : ": " + end.replace('\n', ' ');
    }
}
