package pmon.os.linux.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tree of control groups of version 2 as it is mounted here: at /sys/fs/cgroup, at /sys/fs/cgroup/unified beside version 1, or
 * wherever else.
 *
 * @param mount where its root is
 */
public record Hierarchy(String mount) {
    /** So deep are groups looked for; systemd nests its own four deep. */
    private static final int DEPTH_BOUND = 8;

    /** So many groups are looked through, which takes 50 ms. */
    private static final int GROUPS_BOUND = 4_096;

    /** The one that this process sees; empty where there is none. */
    public static Optional<Hierarchy> find() {
        // Lines of proc_pid_mounts(5): device, directory, type, options.
        return GroupFiles.text("/proc/self/mounts")
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length > 3 && fields[2].equals("cgroup2"))
                .filter(fields -> fields[3].startsWith("rw"))
                .map(fields -> new Hierarchy(fields[1]))
                .findFirst();
    }

    /** The directory of the group that this process is in. */
    public String own() {
        return directoryOf("self");
    }

    /** The directory of the group that a process is in; empty when it is gone. */
    public String directoryOf(int pid) {
        return directoryOf(Integer.toString(pid));
    }

    private String directoryOf(String pid) {
        String text = GroupFiles.text("/proc/" + pid + "/cgroup");
        int line = text.startsWith("0::") ? 0 : text.indexOf("\n0::") + 1;
        if (text.isEmpty() || !text.startsWith("0::", line)) {
            return "";
        }
        int end = text.indexOf('\n', line);
        String path = text.substring(line + 3, end < 0 ? text.length() : end);
        return path.equals("/") ? mount : mount + path;
    }

    /** The directories of all groups with this name, within bounds. */
    public List<String> named(String name) {
        List<String> found = new ArrayList<>();
        List<String> level = List.of(mount);
        int seen = 0;
        for (int depth = 0; depth < DEPTH_BOUND && !level.isEmpty(); depth++) {
            List<String> next = new ArrayList<>();
            for (String directory : level) {
                for (String below : GroupFiles.directories(directory)) {
                    if (below.equals(name)) {
                        found.add(directory + "/" + below);
                    } else if (seen < GROUPS_BOUND) {
                        seen++;
                        next.add(directory + "/" + below);
                    }
                }
            }
            level = next;
        }
        return found;
    }

    /** The directories of the groups directly below one. */
    public static List<ControlGroup> below(String directory) {
        List<ControlGroup> groups = new ArrayList<>();
        for (String name : GroupFiles.directories(directory)) {
            groups.add(new ControlGroup(directory + "/" + name));
        }
        return groups;
    }
}
