package pmon.distribution.system;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process, looked at through /proc. */
record Live(long pid) {
    /** Whether it lives; one that has ended and waits to be reaped does not. */
    boolean lives() {
        String state = state();
        boolean ended = state.isEmpty() || state.equals("Z") || state.equals("X");
        return !ended || dying();
    }

    /** Whether only its first thread has ended: the others still hold its sockets and locks, and the process is shown as a zombie. */
    private boolean dying() {
        String[] threads = new File("/proc/" + pid + "/task").list();
        return threads != null && threads.length > 1;
    }

    /** The letter of its state, empty when there is no such process. */
    String state() {
        String status = text("status");
        return status.isEmpty() ? "" : status.replaceAll("(?s).*\nState:\\s+(\\S).*", "$1");
    }

    /** The value of a line of /proc/PID/status. */
    String status(String name) {
        return text("status")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    long parent() {
        return Long.parseLong(status("PPid"));
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (String entry : text("environ").split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return environment;
    }

    List<String> commandLine() {
        String text = text("cmdline");
        return text.isEmpty()
                ? List.of()
                : Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }

    /** The text of /proc/PID/cgroup. */
    String controlGroup() {
        return text("cgroup");
    }

    /** The text of /proc/PID/limits. */
    String limits() {
        return text("limits");
    }

    /** Whether it is a pmond, or the launcher that becomes one. */
    boolean daemon() {
        return commandLine().stream().anyMatch(word -> word.startsWith("pmon.daemon/") || word.endsWith("/bin/pmond"));
    }

    int threads() throws IOException {
        return count("task");
    }

    int descriptors() throws IOException {
        return count("fd");
    }

    int residentMebibytes() {
        return Integer.parseInt(status("VmRSS").replaceAll("\\D", "")) / 1024;
    }

    /** Asks it to end; false when there is none to ask. */
    boolean terminate() {
        return ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false);
    }

    /** {@code kill -9}. */
    boolean kill() {
        return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    }

    /** All that live and carry this variable with this value in the environment they were started with. */
    static List<Live> carrying(String variable, String value) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(name -> new Live(Long.parseLong(name)))
                    .filter(process -> process.lives()
                            && value.equals(process.environment().get(variable)))
                    .toList();
        }
    }

    private int count(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), directory))) {
            return (int) entries.count();
        }
    }

    private String text(String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // It has ended.
            return "";
        }
    }

    @Override
    public String toString() {
        return pid + " " + String.join(" ", commandLine());
    }
}
