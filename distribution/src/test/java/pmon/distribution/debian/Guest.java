package pmon.distribution.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A machine of its own, as root sees one: the files of this machine under a layer that takes all changes, with processes, {@code /run}
 * and {@code /tmp} of its own. It ends with everything in it. Without root, or in a container that allows none of this, the test is
 * left out.
 */
final class Guest implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 240;
    private static final String DONE = "that was all of the output, and its code is ";
    /** Prepares it and becomes its shell. */
    private static final String SETUP = """
            cd "$1"
            mkdir layer root
            mount -t tmpfs none layer
            mkdir layer/changes layer/work
            mount -t overlay overlay -o lowerdir=/,upperdir=layer/changes,workdir=layer/work root
            mount -t proc proc root/proc
            mount --rbind /sys root/sys
            mount --rbind /dev root/dev
            mount -t tmpfs none root/run
            mount -t tmpfs none root/tmp
            chmod 1777 root/tmp
            mkdir -p "root/opt/my 50% pmon" root/mnt/test
            mount --bind "$2" "root/opt/my 50% pmon"
            mount --bind "$1" root/mnt/test
            exec chroot root env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root sh
            """;

    private final Process shell;
    private final BufferedWriter keyboard;
    private final BufferedReader screen;

    private Guest(Process shell) {
        this.shell = shell;
        this.keyboard = shell.outputWriter();
        this.screen = shell.inputReader();
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(shell::destroyForcibly);
    }

    /** How a command ended, and what it printed on both its outputs. */
    record Said(String command, int code, List<String> lines) {
        Said succeeds() {
            assertThat(code).as("%s\n%s", command, text()).isZero();
            return this;
        }

        String text() {
            return String.join("\n", lines);
        }
    }

    /** A machine that sees the directory as {@code /mnt/test}, and the image in {@code /opt/my 50% pmon}. */
    static Guest in(Path directory, Path image) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make a machine");
        ProcessBuilder builder = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--propagation=private",
                        "sh",
                        "-ec",
                        SETUP,
                        "setup",
                        directory.toString(),
                        image.toString())
                .redirectErrorStream(true);
        Guest guest = new Guest(builder.start());
        Said said = guest.type("ls /mnt/test");
        assumeTrue(said.code() == 0, "no machine can be made here: " + said.text());
        return guest;
    }

    /** Runs a command. One that is cut short has the code -1. */
    Said type(String command) throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            keyboard.write("{ " + command + "\n} </dev/null; printf '\\n" + DONE + "%s\\n' $?\n");
            keyboard.flush();
        } catch (IOException e) {
            // It has ended; what it said tells why.
            lines.add(e.getMessage());
        }
        String line = screen.readLine();
        while (line != null && !line.startsWith(DONE)) {
            lines.add(line);
            line = screen.readLine();
        }
        if (line != null && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return new Said(command, line == null ? -1 : Integer.parseInt(line.substring(DONE.length())), lines);
    }

    /** A file or directory of the directory that both see. */
    static String shared(Path file) {
        return "/mnt/test/" + file.getFileName();
    }

    static void copy(Path file, Path directory) throws IOException {
        Files.copy(file, directory.resolve(file.getFileName()));
    }

    /** The kernel ends the namespace with its first process, and the mounts with the last one. */
    @Override
    public void close() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        shell.onExit().join();
    }
}
