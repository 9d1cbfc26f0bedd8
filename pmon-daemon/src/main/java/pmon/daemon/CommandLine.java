package pmon.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What somebody wants of {@code pmond}. */
sealed interface CommandLine {
    List<String> USAGE = List.of(
            "Usage: pmond [--detach] [--autostart]",
            "       pmond --print-config [--json]",
            "       pmond --check-config FILE [--json]",
            "Supervises programs. Talk to it with `pmon`.",
            "",
            "      --detach              run in a session of its own; return once commands are accepted",
            "      --autostart           refuse to start where autostart_daemon is false",
            "      --print-config        print every setting, its value and where that comes from",
            "      --check-config FILE   say what is wrong with a configuration or a process configuration",
            "      --json                print for scripts",
            "      --version             print the version",
            "  -h, --help                print this");

    /** To be a daemon. */
    record Serve(boolean autostart) implements CommandLine {}

    record ShowVersion() implements CommandLine {}

    record ShowUsage() implements CommandLine {}

    record PrintConfig(boolean json) implements CommandLine {}

    record CheckConfig(String file, boolean json) implements CommandLine {}

    /** Nothing that it can do. */
    record Wrong(String message) implements CommandLine {}

    /** Reads arguments; the launcher has taken {@code --detach}. */
    static CommandLine of(List<String> args) {
        Deque<String> left = new ArrayDeque<>(args);
        boolean json = left.remove("--json");
        boolean autostart = left.remove("--autostart");
        Optional<String> first = Optional.ofNullable(left.poll());
        CommandLine wanted = switch (first.orElse("")) {
            case "" -> new Serve(autostart);
            case "--version" -> new ShowVersion();
            case "-h", "--help" -> new ShowUsage();
            case "--print-config" -> new PrintConfig(json);
            case "--check-config" ->
                left.isEmpty() ? new Wrong("--check-config needs a file") : new CheckConfig(left.poll(), json);
            default -> new Wrong("unknown option " + first.orElseThrow());
        };
        if (wanted instanceof Wrong) {
            return wanted;
        }
        if (!left.isEmpty()) {
            return new Wrong("unknown option " + left.peek());
        }
        boolean documents = wanted instanceof PrintConfig || wanted instanceof CheckConfig;
        return json && !documents ? new Wrong("--json goes with --print-config or --check-config") : wanted;
    }
}
