package pmon.daemon.request;

import java.util.Set;

/** Logs whose files the daemon itself has open. Any thread. */
public interface CapturedLogs {
    /** Throws away what a program has logged, if it is one of those; why that failed, or an empty text. */
    String empty(int process);

    /** Opens the files of these programs again by their paths. */
    void reopen(Set<Integer> processes);

    /** There are none: programs write their logs themselves. */
    CapturedLogs NONE = new CapturedLogs() {
        @Override
        public String empty(int process) {
            return "";
        }

        @Override
        public void reopen(Set<Integer> processes) {}
    };
}
