package pmon.cli.args;

import java.util.List;

/**
 * An option that a command takes: a constant, equal to itself only. Not a record, because the equals of a record is generated when it is
 * first called, which takes 10 ms that a short command does not have.
 */
public final class Option {
    private final Kind kind;
    private final List<String> names;
    private final String label;
    private final String description;
    private final Candidates candidates;

    /** How many words an option takes, and how often it may stand. */
    public enum Kind {
        /** Takes no value. */
        FLAG,
        /** Takes one value, once. */
        VALUE,
        /** Takes one value or none, once; without one it is empty. */
        OPTIONAL,
        /** Takes values, separated by commas, repeatable. */
        LIST,
        /** Takes the next word as it is, even one that looks like an option; repeatable. */
        VERBATIM
    }

    private Option(Kind kind, List<String> names, String label, String description, Candidates candidates) {
        this.kind = kind;
        this.names = names;
        this.label = label;
        this.description = description;
        this.candidates = candidates;
    }

    public static Option flag(String description, String... names) {
        return new Option(Kind.FLAG, List.of(names), "", description, Candidates.NONE);
    }

    public static Option value(String label, String description, String... names) {
        return new Option(Kind.VALUE, List.of(names), label, description, Candidates.NONE);
    }

    public static Option optional(String label, String description, String... names) {
        return new Option(Kind.OPTIONAL, List.of(names), label, description, Candidates.NONE);
    }

    public static Option list(String label, String description, String... names) {
        return new Option(Kind.LIST, List.of(names), label, description, Candidates.NONE);
    }

    public static Option verbatim(String label, String description, String... names) {
        return new Option(Kind.VERBATIM, List.of(names), label, description, Candidates.NONE);
    }

    /** The same option, to be declared as a constant in place of this one: completion offers these as its value. */
    public Option from(Candidates offered) {
        return new Option(kind, names, label, description, offered);
    }

    public Kind kind() {
        return kind;
    }

    /** All its spellings, such as {@code -f} and {@code --force}. */
    public List<String> names() {
        return names;
    }

    /** What help calls the value; empty for a flag. */
    public String label() {
        return label;
    }

    public String description() {
        return description;
    }

    /** What its value may be, for completion. */
    public Candidates candidates() {
        return candidates;
    }

    /** Its longest spelling, by which messages call it. */
    public String longest() {
        String longest = names.getFirst();
        for (String name : names) {
            if (name.length() > longest.length()) {
                longest = name;
            }
        }
        return longest;
    }
}
