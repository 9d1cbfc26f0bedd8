package pmon.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;

/**
 * What {@code topn} shows once.
 *
 * @param pids of the daemon first
 * @param running how many programs run, shown or not
 */
record TopFrame(List<String> pids, int running, boolean byMemory) {
    /** More pids top does not take (MONPIDMAX in procps). One is the daemon's. */
    private static final int MOST_PIDS = 20;

    private static final String CLEAR = "\u001b[H\u001b[J";

    static TopFrame now(Invocation invocation, boolean byMemory) throws Failure, IOException {
        List<String> pids = new ArrayList<>();
        if (invocation.ask(new Request.DaemonStatus(), Missing.FAIL, item -> {}) instanceof Response.Daemon daemon) {
            pids.add(Long.toString(daemon.pid()));
        }
        List<ProcessView> running = new ArrayList<>(invocation.processes(new Request.ListProcesses(), Missing.FAIL));
        running.removeIf(process -> process.pid() == null);
        Comparator<ProcessView> use = Comparator.comparingDouble(
                process -> byMemory ? used(process.memoryBytes()) : used(process.cpuPercent()));
        running.sort(use.reversed());
        for (ProcessView process : running) {
            if (pids.size() < MOST_PIDS) {
                pids.add(String.valueOf(process.pid()));
            }
        }
        return new TopFrame(pids, running.size(), byMemory);
    }

    private static double used(@Nullable Number number) {
        return number == null ? 0 : number.doubleValue();
    }

    List<String> top(@Nullable Duration since, int columns) {
        List<String> command = new ArrayList<>(List.of("top", "-b", "-w", Integer.toString(columns)));
        command.addAll(List.of("-o", byMemory ? "%MEM" : "%CPU", "-p", String.join(",", pids)));
        command.addAll(since == null ? List.of("-n", "1") : List.of("-n", "2", "-d", since.toMillis() / 1000.0 + ""));
        return command;
    }

    void show(Invocation invocation, String printed, int rows) throws IOException {
        StringBuilder text = new StringBuilder();
        if (invocation.console().colour()) {
            text.append(CLEAR);
        }
        text.append(running).append(running == 1 ? " program runs" : " programs run");
        if (running > pids.size() - 1) {
            text.append("; top takes no more than the ").append(pids.size() - 1).append(" shown");
        }
        text.append("; s: by ").append(byMemory ? "CPU" : "memory").append(", ESC: end\n");
        // Of two frames the first has been shown.
        int last = Math.max(0, printed.lastIndexOf("top - "));
        int left = rows - 2;
        for (String line : printed.substring(last).stripTrailing().split("\n", -1)) {
            if (left-- <= 0) {
                break;
            }
            text.append(line.stripTrailing()).append('\n');
        }
        invocation.console().print(text);
        invocation.console().flush();
    }
}
