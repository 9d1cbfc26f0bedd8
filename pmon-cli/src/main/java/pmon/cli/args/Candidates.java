package pmon.cli.args;

import java.util.ArrayList;
import java.util.List;

/**
 * What may stand in a place of a command line, for the shell's completion.
 *
 * @param sources where words come from that are known only when somebody asks
 * @param words words that are always the same
 * @param commaSeparated whether several may stand in one word, with commas between
 */
public record Candidates(List<Source> sources, List<String> words, boolean commaSeparated) {
    public static final Candidates NONE = new Candidates(List.of(), List.of(), false);
    public static final Candidates FILES = of(Source.FILES);
    public static final Candidates DIRECTORIES = of(Source.DIRECTORIES);
    public static final Candidates USERS = of(Source.USERS);
    public static final Candidates PROGRAMS = new Candidates(List.of(Source.PROGRAMS), List.of("all"), false);
    public static final Candidates GROUPS = of(Source.GROUPS);
    public static final Candidates COMMANDS = of(Source.COMMANDS);

    /** Where words come from. */
    public enum Source {
        FILES,
        DIRECTORIES,
        /** Users of the system. */
        USERS,
        /** Names of programs, from the daemon. */
        PROGRAMS,
        /** Names of groups, from the daemon. */
        GROUPS,
        /** Names of commands. */
        COMMANDS
    }

    public Candidates {
        sources = List.copyOf(sources);
        words = List.copyOf(words);
    }

    private static Candidates of(Source source) {
        return new Candidates(List.of(source), List.of(), false);
    }

    /** Always the same words. */
    public static Candidates of(List<String> words) {
        return new Candidates(List.of(), words, false);
    }

    /** The same, with these words as well. */
    public Candidates and(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new Candidates(sources, all, commaSeparated);
    }

    /** The same, several in one word. */
    public Candidates separatedByCommas() {
        return new Candidates(sources, words, true);
    }
}
