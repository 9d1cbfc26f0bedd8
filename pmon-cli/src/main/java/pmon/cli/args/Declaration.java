package pmon.cli.args;

import java.util.List;

/** What a command is called and what it takes, declared once: parsing, help and completion follow from it. */
public interface Declaration {
    /** The name; of a command within a group both words, such as {@code daemon start}. */
    String name();

    /** Whether it is for machines only, and left out of help, completion and manual pages. */
    default boolean hidden() {
        return false;
    }

    /** Other names for the same. */
    default List<String> aliases() {
        return List.of();
    }

    /** What it does, in one line. */
    String summary();

    /** More about it, a paragraph each. */
    default List<String> details() {
        return List.of();
    }

    /** Its own options; {@link GlobalOptions} come on top. */
    default List<Option> options() {
        return List.of();
    }

    /** The words it takes besides options. */
    default Parameters parameters() {
        return Parameters.NONE;
    }
}
