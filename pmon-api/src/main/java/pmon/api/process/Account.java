package pmon.api.process;

import java.util.List;

/**
 * A user of the operating system, as a program runs as it.
 *
 * @param uid user id
 * @param gid primary group id
 * @param groups supplementary group ids, the primary among them
 */
public record Account(String name, long uid, long gid, List<Long> groups, String home, String shell) {
    public Account {
        groups = List.copyOf(groups);
    }

    /** Whether this is the superuser. */
    public boolean root() {
        return uid == 0;
    }
}
