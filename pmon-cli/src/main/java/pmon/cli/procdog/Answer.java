package pmon.cli.procdog;

import org.jspecify.annotations.Nullable;

/**
 * What procdog answers, in one line.
 *
 * @param word how the process is; null for an error
 * @param details what is said of it, {@code key=value} each, in the order of the keys
 * @param health the exit code of the health command; null where none was run
 */
record Answer(
        @Nullable String word, String details, @Nullable Integer health) {
    static final int DONE = 0;
    static final int ERROR = 2;
    static final int ALREADY_RUNNING = 4;
    static final int NOT_RUNNING = 5;
    static final int NOT_HEALTHY = 6;

    private static final String RUNNING = "running";
    private static final String KILLED = "killed";

    static final Answer STOPPED = new Answer("stopped", "", null);

    static Answer running(@Nullable Integer health, int pid) {
        return new Answer(RUNNING, (health == null ? "" : ", health=" + health) + ", pid=" + pid, health);
    }

    /** @param returnCode of a signal its negative number; null where the kernel did not tell */
    static Answer exited(@Nullable Integer returnCode) {
        return new Answer("exited", ", returncode=" + (returnCode == null ? "None" : returnCode), null);
    }

    static Answer killed(int signal) {
        return new Answer(KILLED, ", signal=" + signal, null);
    }

    static Answer error(String message) {
        return new Answer(null, message, null);
    }

    boolean isRunning() {
        return RUNNING.equals(word);
    }

    boolean healthy() {
        return isRunning() && health != null && health == 0;
    }

    String line() {
        return word == null ? "error: " + details : word + details;
    }

    /** The exit code of a start, a status or a wait. */
    int exitCode(boolean healthWanted) {
        if (word == null) {
            return ERROR;
        }
        if (healthWanted) {
            return healthy() ? DONE : NOT_HEALTHY;
        }
        return isRunning() ? DONE : NOT_RUNNING;
    }

    /** The exit code of a stop. */
    int stopExitCode(boolean strict) {
        if (word == null) {
            return ERROR;
        }
        return strict && !word.equals(KILLED) ? NOT_RUNNING : DONE;
    }
}
