package pmon.core.supervisor;

import java.util.List;

/**
 * A request whose outcome was open when its daemon made room for the next. Its caller asks that one again, by the same token.
 *
 * @param uid whose request it is; a token says nothing to others
 * @param parts the programs it is about
 */
public record Unfinished(String token, long uid, List<Part> parts) {
    public Unfinished {
        parts = List.copyOf(parts);
    }

    /**
     * One program.
     *
     * @param process its id
     * @param generation what is waited for is this instance or a later one; 0 where none is
     */
    public record Part(int process, Wanted wanted, int generation) {}

    /** What is waited for with a program. */
    public enum Wanted {
        /** Nothing any more: it is told of. */
        NOTHING,
        STARTED,
        STOPPED,
        /** A task's run has ended, and well. */
        RAN,
        DELETED
    }
}
