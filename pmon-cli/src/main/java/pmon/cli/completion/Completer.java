package pmon.cli.completion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.cli.args.Candidates;
import pmon.cli.args.Declaration;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Option;

/** Completes the word at the cursor of a command line. */
public final class Completer {
    private final CommandNames commands;
    private final LiveNames names;
    private final List<String> positional = new ArrayList<>();
    private @Nullable Declaration command;
    private @Nullable Option open;
    private boolean behindDashes;
    private boolean lost;

    private Completer(List<? extends Declaration> declarations, LiveNames names) {
        this.commands = new CommandNames(declarations);
        this.names = names;
    }

    /**
     * What the last word may become. A suggestion whose word begins with a colon asks the shell for what only it knows: {@code :files},
     * {@code :directories} or {@code :users} that begin with the description.
     *
     * @param words the line up to the cursor, without the program's name; the last one may be empty
     */
    public static List<Suggestion> complete(
            List<? extends Declaration> declarations, List<String> words, LiveNames names) {
        if (words.isEmpty()) {
            return List.of();
        }
        Completer completer = new Completer(declarations, names);
        for (String word : words.subList(0, words.size() - 1)) {
            completer.read(word);
        }
        return completer.lost ? List.of() : completer.last(words.getLast());
    }

    private void read(String word) {
        if (open != null) {
            open = null;
        } else if (behindDashes) {
            positional.add(word);
        } else if (word.equals("--")) {
            behindDashes = true;
        } else if (word.startsWith("-") && word.length() > 1) {
            open = opened(word);
        } else if (command == null) {
            positional.add(word);
            command = commands.find(positional);
            if (command != null) {
                positional.clear();
            } else {
                lost = positional.size() > 1 || commands.members(word).isEmpty();
            }
        } else {
            positional.add(word);
        }
    }

    /** The option whose value the next word is. */
    private @Nullable Option opened(String word) {
        if (word.startsWith("--")) {
            Option option = word.indexOf('=') < 0 ? option(word) : null;
            return option == null || option.kind() == Option.Kind.FLAG ? null : option;
        }
        for (int i = 1; i < word.length(); i++) {
            Option option = option("-" + word.charAt(i));
            if (option == null) {
                return null;
            }
            if (option.kind() != Option.Kind.FLAG) {
                return i == word.length() - 1 ? option : null;
            }
        }
        return null;
    }

    private List<Suggestion> last(String word) {
        if (open != null) {
            return value(open, "", word);
        }
        if (behindDashes && command != null && command.parameters().rest()) {
            return offered(Candidates.FILES, "", word);
        }
        if (!behindDashes && word.startsWith("-")) {
            return optionOrValue(word);
        }
        if (command == null) {
            String group = positional.isEmpty() ? "" : positional.getFirst();
            return matching(positional.isEmpty() ? commands.first() : commands.members(group), "", word);
        }
        return positional(command, word);
    }

    private List<Suggestion> optionOrValue(String word) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            List<Suggestion> all = new ArrayList<>();
            for (Option option : options()) {
                all.add(new Suggestion(option.longest(), option.description()));
            }
            return matching(all, "", word);
        }
        Option option = option(word.substring(0, equals));
        return option == null ? List.of() : value(option, word.substring(0, equals + 1), word.substring(equals + 1));
    }

    private List<Suggestion> value(Option option, String stem, String value) {
        boolean list = option.kind() == Option.Kind.LIST;
        return offered(list ? option.candidates().separatedByCommas() : option.candidates(), stem, value);
    }

    private List<Suggestion> positional(Declaration called, String word) {
        List<Candidates> candidates = called.parameters().candidates();
        if (candidates.isEmpty() || positional.size() >= called.parameters().most()) {
            return List.of();
        }
        return offered(candidates.get(Math.min(positional.size(), candidates.size() - 1)), "", word);
    }

    private List<Suggestion> offered(Candidates candidates, String stem, String value) {
        int comma = candidates.commaSeparated() ? value.lastIndexOf(',') : -1;
        String before = stem + value.substring(0, comma + 1);
        String part = value.substring(comma + 1);
        List<Suggestion> all = new ArrayList<>();
        for (String word : candidates.words()) {
            all.add(new Suggestion(word, ""));
        }
        List<Suggestion> asked = new ArrayList<>();
        for (Candidates.Source source : candidates.sources()) {
            switch (source) {
                case FILES -> asked.add(new Suggestion(":files", part));
                case DIRECTORIES -> asked.add(new Suggestion(":directories", part));
                case USERS -> asked.add(new Suggestion(":users", part));
                case PROGRAMS -> all.addAll(part.startsWith("@") ? programsOfGroups() : names.programs());
                case GROUPS -> all.addAll(names.groups());
                case COMMANDS ->
                    all.addAll(positional.isEmpty() ? commands.first() : commands.members(positional.getFirst()));
            }
        }
        // What the list has already need not be offered again.
        List<String> given = List.of(before.substring(stem.length()).split(",", -1));
        all.removeIf(suggestion -> given.contains(suggestion.word()));
        List<Suggestion> suggestions = new ArrayList<>(matching(all, before, part));
        suggestions.addAll(asked);
        return suggestions;
    }

    private List<Suggestion> programsOfGroups() {
        List<Suggestion> all = new ArrayList<>();
        for (Suggestion group : names.groups()) {
            all.add(new Suggestion("@" + group.word(), group.description()));
        }
        return all;
    }

    private static List<Suggestion> matching(List<Suggestion> all, String stem, String start) {
        List<Suggestion> matching = new ArrayList<>();
        for (Suggestion suggestion : all) {
            if (suggestion.word().startsWith(start)) {
                matching.add(new Suggestion(stem + suggestion.word(), suggestion.description()));
            }
        }
        return matching;
    }

    private List<Option> options() {
        List<Option> options = new ArrayList<>();
        if (command != null) {
            options.addAll(command.options());
        }
        options.addAll(GlobalOptions.ALL);
        return options;
    }

    private @Nullable Option option(String name) {
        for (Option option : options()) {
            if (option.names().contains(name)) {
                return option;
            }
        }
        return null;
    }
}
