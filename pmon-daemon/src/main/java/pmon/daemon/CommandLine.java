package pmon.daemon;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody wants of {@code pmond}. */
sealed interface CommandLine {
    List<String> USAGE = List.of(
            "Usage: pmond [--detach] [--autostart]",
            "       pmond --print-config [--json]",
            "       pmond --check-config FILE [--json]",
            "       pmond --import-pmon3 [DATA.DB [CONFIG.YML]] [--output FILE] [--dry-run] [--json]",
            "       pmond --import FORMAT FILE [--output FILE] [--dry-run] [--json]",
            "       pmond --copy-store FROM TO [--replace] [--json]",
            "       pmond --tls init|client|ls|revoke [WORD…] [--user USER] [--days N] [--json]",
            "Supervises programs. Talk to it with `pmon`.",
            "",
            "      --detach              run in a session of its own; return once commands are accepted",
            "      --autostart           refuse to start where autostart_daemon is false",
            "      --print-config        print every setting, its value and where that comes from",
            "      --check-config FILE   say what is wrong with a configuration or a process configuration",
            "      --import-pmon3        write pmon3's programs as a process configuration for `pmon init`",
            "      --import FORMAT FILE  the same with a file of supervisor, procfile, compose, procmon or procdog",
            "      --output FILE         the file to write; none is ever overwritten",
            "      --dry-run             show what would be written, and write nothing",
            "      --copy-store          copy one store into another of this image; no daemon may run",
            "      --replace             overwrite what is in the other",
            "      --tls                 make and list the keys for commands from other machines",
            "      --json                print for scripts",
            "      --version             print the version",
            "  -h, --help                print this");

    /** The option that names the file to write. */
    String OUTPUT = "--output";

    /** To be a daemon. */
    record Serve(boolean autostart) implements CommandLine {}

    /**
     * To be one in the foreground.
     *
     * @param words what follows {@code pmon up}
     */
    record Up(List<String> words) implements CommandLine {
        public Up {
            words = List.copyOf(words);
        }
    }

    /**
     * To run a task file of procmon.
     *
     * @param words what follows {@code procmon}
     */
    record Procmon(List<String> words) implements CommandLine {
        public Procmon {
            words = List.copyOf(words);
        }
    }

    record ShowVersion() implements CommandLine {}

    record ShowUsage() implements CommandLine {}

    record PrintConfig(boolean json) implements CommandLine {}

    record CheckConfig(String file, boolean json) implements CommandLine {}

    /** Null where the usual place is meant. */
    record ImportPmon3(
            @Nullable String data,
            @Nullable String config,
            @Nullable String output,
            boolean dryRun,
            boolean json) implements CommandLine {}

    /** Null where the usual place is meant. */
    record ImportForeign(
            String format, String file, @Nullable String output, boolean dryRun, boolean json) implements CommandLine {}

    record CopyStore(String from, String to, boolean replace, boolean json) implements CommandLine {}

    /** Null where the usual user or time is meant. */
    record Tls(
            String action,
            List<String> words,
            @Nullable String user,
            @Nullable String days,
            boolean json) implements CommandLine {
        public Tls {
            words = List.copyOf(words);
        }
    }

    /** Nothing that it can do. */
    record Wrong(String message) implements CommandLine {}

    /** Reads arguments; the launcher has taken {@code --detach}. */
    static CommandLine of(List<String> args) {
        Deque<String> left = new ArrayDeque<>(args);
        String first = left.isEmpty() ? "" : left.peek();
        return switch (first) {
            case "-h", "--help" -> alone(left, new ShowUsage());
            case "--procmon" -> new Procmon(args.subList(1, args.size()));
            case "--up" -> new Up(args.subList(1, args.size()));
            case "--version" -> alone(left, new ShowVersion());
            default -> chosen(left);
        };
    }

    private static CommandLine chosen(Deque<String> left) {
        boolean json = left.remove("--json");
        CommandLine wanted;
        if (left.remove("--print-config")) {
            wanted = new PrintConfig(json);
        } else if (left.remove("--check-config")) {
            String file = operand(left);
            wanted = file == null ? new Wrong("--check-config needs a file") : new CheckConfig(file, json);
        } else if (left.remove("--import-pmon3")) {
            wanted = importPmon3(left, json);
        } else if (left.remove("--import")) {
            wanted = importForeign(left, json);
        } else if (left.remove("--copy-store")) {
            wanted = copyStore(left, json);
        } else if (left.remove("--tls")) {
            wanted = tls(left, json);
        } else if (json) {
            wanted = new Wrong(
                    "--json goes with --print-config, --check-config, --import-pmon3, --import, --copy-store or --tls");
        } else {
            wanted = new Serve(left.remove("--autostart"));
        }
        return wanted instanceof Wrong || left.isEmpty() ? wanted : new Wrong("unknown option " + left.peek());
    }

    private static CommandLine importPmon3(Deque<String> left, boolean json) {
        boolean dryRun = left.remove("--dry-run");
        if (left.contains(OUTPUT) && OUTPUT.equals(left.peekLast())) {
            return new Wrong("--output needs a file");
        }
        String output = output(left);
        return new ImportPmon3(operand(left), operand(left), output, dryRun, json);
    }

    private static CommandLine importForeign(Deque<String> left, boolean json) {
        boolean dryRun = left.remove("--dry-run");
        if (left.contains(OUTPUT) && OUTPUT.equals(left.peekLast())) {
            return new Wrong("--output needs a file");
        }
        String output = output(left);
        String format = operand(left);
        String file = operand(left);
        return format == null || file == null
                ? new Wrong("--import needs a format and a file")
                : new ImportForeign(format, file, output, dryRun, json);
    }

    /** Takes the file behind {@code --output} out; null where none is named. */
    private static @Nullable String output(Deque<String> left) {
        List<String> words = new ArrayList<>(left);
        int at = words.indexOf(OUTPUT);
        if (at < 0) {
            return null;
        }
        String output = words.remove(at + 1);
        words.remove(at);
        left.clear();
        left.addAll(words);
        return output;
    }

    private static CommandLine tls(Deque<String> left, boolean json) {
        List<String> words = new ArrayList<>(left);
        left.clear();
        String user = valueOf("--user", words);
        String days = valueOf("--days", words);
        if (words.isEmpty()) {
            return new Wrong("--tls needs one of init, client, ls, revoke");
        }
        return new Tls(words.removeFirst(), words, user, days, json);
    }

    /** Takes an option and its value out; null where it is not given. */
    private static @Nullable String valueOf(String option, List<String> words) {
        int at = words.indexOf(option);
        if (at < 0 || at + 1 == words.size()) {
            return null;
        }
        String value = words.remove(at + 1);
        words.remove(at);
        return value;
    }

    private static CommandLine copyStore(Deque<String> left, boolean json) {
        boolean replace = left.remove("--replace");
        String from = operand(left);
        String to = operand(left);
        return from == null || to == null
                ? new Wrong("--copy-store needs the names of two stores")
                : new CopyStore(from, to, replace, json);
    }

    /** The next word that is no option; null when there is none. */
    private static @Nullable String operand(Deque<String> left) {
        return left.isEmpty() || left.peek().startsWith("-") ? null : left.poll();
    }

    private static CommandLine alone(Deque<String> args, CommandLine wanted) {
        args.remove();
        return args.isEmpty() ? wanted : new Wrong("unknown option " + args.peek());
    }
}
