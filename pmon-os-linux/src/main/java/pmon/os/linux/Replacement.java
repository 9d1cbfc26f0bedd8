package pmon.os.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.ExecCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Pids;
import pmon.os.linux.proc.Proc;

/**
 * Executes another program in this process. The kernel ends all other threads and hands their children to the one that goes on, keeps
 * the subreaper attribute, and since Linux 5.11 the POSIX locks on files that stay open.
 */
final class Replacement {
    private static final int FIRST = 3;

    private Replacement() {}

    /** Returns only when it fails: why. */
    static String execute(List<String> command, List<String> keep, OptionalLong softOpenFiles) {
        // The JVM raised it; programs are to get what it was before.
        softOpenFiles.ifPresent(soft -> ProcessCalls.setSoftOpenFiles(0, soft));
        ExecCalls.closeOnExec(FIRST);
        Pids open = Proc.descriptors();
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i) >= FIRST && keep.contains(target(open.get(i)))) {
                ExecCalls.keepOnExec(open.get(i));
            }
        }
        return command.getFirst() + ": " + Errno.describe(-ExecCalls.execute(command));
    }

    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException e) {
            return "";
        }
    }
}
