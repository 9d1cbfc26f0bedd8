package pmon.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.cli.args.Declaration;

/** Names of commands and of groups of them, as the first and the second word of a line. */
public record CommandNames(List<? extends Declaration> declarations) {
    public CommandNames {
        declarations = List.copyOf(declarations);
    }

    /** The name of a group of commands that a word calls; pmon3 calls the one about groups by two names. */
    public static String groupOf(String word) {
        return word.equals("groups") ? "group" : word;
    }

    @Nullable
    Declaration find(List<String> words) {
        String name = words.size() == 1 ? words.getFirst() : groupOf(words.getFirst()) + " " + words.get(1);
        for (Declaration declaration : declarations) {
            if (names(declaration).contains(name)) {
                return declaration;
            }
        }
        return null;
    }

    /** What a line can begin with. */
    List<Suggestion> first() {
        Map<String, Suggestion> first = new LinkedHashMap<>();
        for (Declaration declaration : declarations) {
            for (String name : declaration.hidden() ? List.<String>of() : names(declaration)) {
                int space = name.indexOf(' ');
                String word = space < 0 ? name : name.substring(0, space);
                String description = space < 0 ? declaration.summary() : "Several commands: pmon help " + word;
                if (!word.startsWith("-")) {
                    first.putIfAbsent(word, new Suggestion(word, description));
                }
            }
        }
        return List.copyOf(first.values());
    }

    /** What can follow the first word of a group of commands; empty when it is none. */
    List<Suggestion> members(String word) {
        String group = groupOf(word);
        List<Suggestion> members = new ArrayList<>();
        for (Declaration declaration : declarations) {
            for (String name : names(declaration)) {
                if (name.startsWith(group + " ")) {
                    members.add(new Suggestion(name.substring(group.length() + 1), declaration.summary()));
                }
            }
        }
        return members;
    }

    private static List<String> names(Declaration declaration) {
        List<String> names = new ArrayList<>();
        names.add(declaration.name());
        names.addAll(declaration.aliases());
        return names;
    }
}
