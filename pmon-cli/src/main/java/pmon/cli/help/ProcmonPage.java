package pmon.cli.help;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The manual page of {@code procmon}, which is the daemon under another name. */
public final class ProcmonPage {
    private ProcmonPage() {}

    /** The page. */
    public static String of(String version) {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        options.put("--nocheck", "A $NAME that has no value stays as it is, instead of being an error");
        options.put("--help", "Prints how it is called");
        SequencedMap<String, String> environment = new LinkedHashMap<>();
        environment.put("SHUTDOWN_MAX", "After how long what is left is killed at the end; 75s");
        environment.put("DEFAULT_RESTART_DELAY", "What the delay of restarts comes back to while a task behaves; 10s");
        environment.put("PMON_HOME", "Where its socket is, by which pmon(1) talks to it as to any daemon");
        SequencedMap<String, String> exits = new LinkedHashMap<>();
        exits.put("0", "It was told to end, and all tasks have");
        exits.put("1", "A check of the prologue failed");
        exits.put("2", "The command line or the file is wrong; nothing was started");
        exits.put("4", "Another daemon is running");
        SequencedMap<String, SequencedMap<String, String>> sections = new LinkedHashMap<>();
        sections.put("OPTIONS", options);
        sections.put("ENVIRONMENT", environment);
        sections.put("EXIT STATUS", exits);
        return ManualPage.of(
                "procmon",
                "run a task file of procmon in the foreground",
                "procmon [--nocheck] FILE.toml",
                List.of(
                        "Starts the tasks of the file in the order of their parents, watches them by their monitors, and takes"
                                + " down and restarts whatever is below one that fails.",
                        "SIGTERM and SIGINT stop everything in order, unless a task of the file is for them; SIGHUP, SIGUSR1 and"
                                + " SIGUSR2 run the tasks that are for them."),
                sections,
                version);
    }
}
