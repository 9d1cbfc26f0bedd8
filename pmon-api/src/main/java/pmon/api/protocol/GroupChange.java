package pmon.api.protocol;

import java.util.List;

/** A change of groups. Groups are named by id or name; {@code all} and globs do not apply to them. */
public sealed interface GroupChange {
    /** Makes groups; one that is there already stays as it is. */
    record Create(List<String> names) implements GroupChange {
        public Create {
            names = List.copyOf(names);
        }
    }

    /** Removes groups; their programs stay. */
    record Delete(List<String> groups) implements GroupChange {
        public Delete {
            groups = List.copyOf(groups);
        }
    }

    /** Puts every one of these programs into every one of these groups. */
    record Assign(List<String> groups, Targets targets) implements GroupChange {
        public Assign {
            groups = List.copyOf(groups);
        }
    }

    /** Takes every one of these programs out of every one of these groups. */
    record Remove(List<String> groups, Targets targets) implements GroupChange {
        public Remove {
            groups = List.copyOf(groups);
        }
    }
}
