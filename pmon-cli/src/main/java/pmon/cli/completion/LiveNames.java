package pmon.cli.completion;

import java.util.List;

/** Names that only the daemon knows. Without one there are none. */
public interface LiveNames {
    /** Names of programs, with their status as description. */
    List<Suggestion> programs();

    /** Names of groups. */
    List<Suggestion> groups();
}
