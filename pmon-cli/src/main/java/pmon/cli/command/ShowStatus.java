package pmon.cli.command;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import pmon.api.process.Health;
import pmon.api.process.ProcessView;
import pmon.cli.args.Parameters;
import pmon.cli.shell.Failure;
import pmon.cli.show.Human;

/** {@code status}: how programs are, a line each. */
final class ShowStatus implements Command {
    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "Show how a program is, in one line";
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(1);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Described.show(invocation, ShowStatus::print);
    }

    /** A line a program: {@code web: running, healthy, pid 4711: started by root}. */
    static void print(Invocation invocation, List<ProcessView> processes) throws IOException {
        StringBuilder text = new StringBuilder();
        ZoneId zone = ZoneId.systemDefault();
        for (ProcessView process : processes) {
            text.append(process.name()).append(": ").append(process.status().word());
            if (process.health() != Health.NONE) {
                text.append(", ").append(process.health().word());
            }
            if (process.pid() != null) {
                text.append(", pid ").append(process.pid());
            }
            String why = Human.localTimes(process.explanation(), zone);
            String word = process.status().word();
            // The sentence begins with the status, mostly.
            if (why.startsWith(word)) {
                why = why.substring(word.length());
            }
            text.append(why.isEmpty() || why.startsWith(": ") || why.startsWith(" ") ? "" : ": ")
                    .append(why)
                    .append('\n');
        }
        invocation.console().print(text);
    }
}
