package pmon.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Nearest;
import pmon.cli.args.Option;
import pmon.cli.completion.CommandNames;
import pmon.cli.shell.Failure;

/** All commands, and which of them a command line calls. */
public final class Commands {
    private static final List<Command> ALL = List.of(
            new Exec(),
            new Ls(),
            new Desc(),
            new ShowStatus(),
            new Wait(),
            new Stop(),
            new Restart(),
            new Del(),
            new Init(),
            new Kill(),
            new Drop(),
            new RunTask(),
            new Tasks(),
            new Reset(),
            new SendSignal(),
            new Log(),
            new Logf(),
            new Flush(),
            new LogsReopen(),
            new Events(),
            new History(),
            new Topn(),
            new Dgraph(),
            new Export(),
            new GroupCreate(),
            new GroupDel(),
            new GroupLs(),
            new GroupDesc(),
            new GroupAssign(),
            new GroupRemove(),
            new GroupRestart(),
            new GroupStop(),
            new GroupDrop(),
            new Config(),
            new PluginLs(),
            new PluginInfo(),
            new PluginSwitch(true),
            new PluginSwitch(false),
            new Up(),
            new ImportPmon3(),
            new ImportForeign("supervisor", "SUPERVISORD.CONF", "Take over the programs of supervisor"),
            new ImportForeign("procfile", "PROCFILE", "Take over a Procfile"),
            new ImportForeign("compose", "PROCESS-COMPOSE.YAML", "Take over the processes of process-compose"),
            new ImportForeign("procmon", "FILE.TOML", "Take over the tasks of procmon"),
            new ImportForeign("procdog", "PROCDOG.CFG", "Take over the programs of procdog"),
            new StoreCopy(),
            new TlsInit(),
            new TlsClient(),
            new TlsLs(),
            new TlsRevoke(),
            new DaemonStart(),
            new DaemonStop(),
            new DaemonUpgrade(),
            new DaemonStatus(),
            new Startup(),
            new Unstartup(),
            new Completion(),
            new Version(),
            new Help(),
            new Complete());

    private Commands() {}

    /** In the order of the help text, those for machines at the end. */
    public static List<Command> all() {
        return ALL;
    }

    /** Those for people. */
    public static List<Command> shown() {
        List<Command> shown = new ArrayList<>(ALL);
        shown.removeIf(Command::hidden);
        return shown;
    }

    /**
     * The command that a line calls.
     *
     * @param line what remains of the line without the command's name
     */
    public record Selected(Command command, String calledAs, List<String> line) {
        public Selected {
            line = List.copyOf(line);
        }
    }

    /** Finds the command by the first word that is no option; of a group of commands, by the first two. */
    public static Selected select(List<String> line) throws Failure {
        List<String> rest = new ArrayList<>(line);
        int first = wordFrom(rest, 0);
        if (first < 0) {
            throw Failure.usage("no command; pmon help lists them");
        }
        String word = rest.remove(first);
        Command command = find(word);
        if (command != null) {
            return new Selected(command, word, rest);
        }
        String group = CommandNames.groupOf(word);
        List<String> members = membersOf(group);
        if (members.isEmpty()) {
            throw Failure.usage(
                    "unknown command " + word + Nearest.suggestion(word, names()) + "; pmon help lists them");
        }
        int second = wordFrom(rest, first);
        if (second < 0) {
            throw Failure.usage(word + " needs one of: " + String.join(", ", members));
        }
        String member = rest.remove(second);
        command = find(group + " " + member);
        if (command == null) {
            throw Failure.usage("unknown command " + word + " " + member + Nearest.suggestion(member, members)
                    + "; there are: " + String.join(", ", members));
        }
        return new Selected(command, group + " " + member, rest);
    }

    /** The commands of the group that a line names; empty when it names none, or more than the group. */
    static List<Command> group(List<String> line) {
        List<Command> members = new ArrayList<>();
        List<String> words = withoutFlags(line);
        if (words.size() == 1) {
            String group = CommandNames.groupOf(words.getFirst());
            for (Command command : ALL) {
                if (command.name().startsWith(group + " ")) {
                    members.add(command);
                }
            }
        }
        return members;
    }

    /** A line without the global options that take no value, which stand anywhere. */
    static List<String> withoutFlags(List<String> line) {
        List<String> words = new ArrayList<>(line);
        for (Option option : GlobalOptions.ALL) {
            if (option.kind() == Option.Kind.FLAG) {
                words.removeAll(option.names());
            }
        }
        return words;
    }

    /** The next word that is neither an option nor the value of one; -1 when there is none. */
    private static int wordFrom(List<String> line, int start) throws Failure {
        for (int i = start; i < line.size(); i++) {
            String word = line.get(i);
            // A command may be called like an option, as many programs do with --version.
            if (word.length() < 2 || word.charAt(0) != '-' || find(word) != null) {
                return i;
            }
            if (word.equals("--")) {
                return -1;
            }
            Option option = global(word);
            if (option == null) {
                throw Failure.usage("unknown option " + word + Nearest.suggestion(word, globalNames())
                        + "; options of a command go behind its name");
            }
            if (option.kind() != Option.Kind.FLAG && word.indexOf('=') < 0) {
                i++;
            }
        }
        return -1;
    }

    private static @Nullable Option global(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        for (Option option : GlobalOptions.ALL) {
            if (option.names().contains(name)) {
                return option;
            }
        }
        return null;
    }

    private static List<String> globalNames() {
        List<String> names = new ArrayList<>();
        for (Option option : GlobalOptions.ALL) {
            names.addAll(option.names());
        }
        return names;
    }

    private static @Nullable Command find(String name) {
        for (Command command : ALL) {
            if (command.name().equals(name) || command.aliases().contains(name)) {
                return command;
            }
        }
        return null;
    }

    private static List<String> membersOf(String group) {
        List<String> members = new ArrayList<>();
        for (Command command : ALL) {
            if (command.name().startsWith(group + " ")) {
                members.add(command.name().substring(group.length() + 1));
            }
        }
        return members;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Command command : shown()) {
            int space = command.name().indexOf(' ');
            names.add(space < 0 ? command.name() : command.name().substring(0, space));
            if (space < 0) {
                names.addAll(command.aliases());
            }
        }
        return names;
    }
}
