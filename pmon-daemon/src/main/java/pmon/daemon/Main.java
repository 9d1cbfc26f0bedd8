package pmon.daemon;

import java.io.PrintStream;
import java.util.List;
import pmon.api.protocol.ErrorCode;

/** Runs the daemon until it is told to end. */
public final class Main {
    private static final List<String> USAGE = List.of(
            "Usage: pmond [--detach] [--autostart]",
            "Supervises programs. Talk to it with `pmon`.",
            "",
            "      --detach      run in a session of its own; return once commands are accepted",
            "      --autostart   refuse to start where autostart_daemon is false",
            "      --version     print the version",
            "  -h, --help        print this");

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    private static int run(List<String> args, PrintStream out, PrintStream err) {
        boolean autostart = false;
        for (String arg : args) {
            switch (arg) {
                case "--autostart" -> autostart = true;
                case "--version" -> {
                    out.println("pmond " + Versions.pmon());
                    return 0;
                }
                case "-h", "--help" -> {
                    USAGE.forEach(out::println);
                    return 0;
                }
                default -> {
                    err.println("pmond: unknown option " + arg);
                    USAGE.forEach(err::println);
                    return ErrorCode.USAGE.exitCode();
                }
            }
        }
        Announcement announcement = new Announcement(Boolean.getBoolean("pmon.detached"), out, err);
        try {
            Startup.Running daemon = Startup.start(autostart);
            daemon.endOnSignals(() -> Runtime.getRuntime().halt(0));
            daemon.ready();
            announcement.ready();
            return daemon.untilEnd();
        } catch (StartFailure failure) {
            announcement.failed(failure);
            return failure.code().exitCode();
        }
    }
}
