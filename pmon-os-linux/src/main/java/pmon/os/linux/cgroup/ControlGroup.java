package pmon.os.linux.cgroup;

import java.io.File;
import pmon.api.process.Signal;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Pids;

/**
 * A control group: what is forked by its members is born in it, and nothing leaves it that nobody moves. Source: cgroup-v2.rst of the
 * kernel's documentation.
 *
 * @param directory absolute
 */
public record ControlGroup(String directory) {
    /** Makes it; false where that is not allowed. */
    public boolean create() {
        var file = new File(directory);
        return file.isDirectory() || file.mkdir();
    }

    /** Moves all threads of a process into it. Zero or more, or minus errno. */
    public int add(int pid) {
        return GroupFiles.write(directory + "/cgroup.procs", Integer.toString(pid));
    }

    /** Whether anything lives in it or in a group below it. */
    public boolean populated() {
        return GroupFiles.text(directory + "/cgroup.events").contains("populated 1");
    }

    /** Its processes and those of the groups that its processes made below it. */
    public Pids members() {
        var members = new Pids();
        addMembers(directory, members);
        return members;
    }

    /** Whether a process is in it, or in a group below it. */
    public boolean holds(int pid, Hierarchy hierarchy) {
        return contains(new ControlGroup(hierarchy.directoryOf(pid)));
    }

    /** Whether another is this one, or below it. */
    public boolean contains(ControlGroup other) {
        String group = other.directory;
        return group.startsWith(directory)
                && (group.length() == directory.length() || group.charAt(directory.length()) == '/');
    }

    /** Sends SIGKILL to everything in it, at once where the kernel (5.14 or later) can do that, which no fork escapes. */
    public void kill(Hierarchy hierarchy) {
        if (GroupFiles.write(directory + "/cgroup.kill", "1") >= 0) {
            return;
        }
        Pids members = members();
        for (int i = 0; i < members.size(); i++) {
            int pidfd = ProcessCalls.pidfdOpen(members.get(i));
            if (pidfd >= 0) {
                // The pidfd pins the process; only then is it asked whether it is the one that was listed.
                if (holds(members.get(i), hierarchy)) {
                    ProcessCalls.pidfdSignal(pidfd, Signal.KILL.number());
                }
                FileCalls.close(pidfd);
            }
        }
    }

    /** Removes it with the groups below it; false while something lives in it. */
    public boolean remove() {
        return remove(directory);
    }

    /** Removes it unless there are groups below it. */
    public void dissolve() {
        if (GroupFiles.directories(directory).isEmpty()) {
            remove();
        }
    }

    /** The last part of its path. */
    public String name() {
        return directory.substring(directory.lastIndexOf('/') + 1);
    }

    private static boolean remove(String directory) {
        for (String below : GroupFiles.directories(directory)) {
            remove(directory + "/" + below);
        }
        var file = new File(directory);
        return file.delete() || !file.exists();
    }

    private static void addMembers(String directory, Pids members) {
        String listed = GroupFiles.text(directory + "/cgroup.procs");
        int number = 0;
        for (int i = 0; i < listed.length(); i++) {
            char next = listed.charAt(i);
            if (next >= '0' && next <= '9') {
                number = number * 10 + (next - '0');
            } else if (number > 0) {
                members.add(number);
                number = 0;
            }
        }
        for (String below : GroupFiles.directories(directory)) {
            addMembers(directory + "/" + below, members);
        }
    }
}
