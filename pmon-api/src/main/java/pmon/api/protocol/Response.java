package pmon.api.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessView;

/** What the daemon answers. */
public sealed interface Response {
    /** Programs: those listed, or those affected, as they are now. */
    record Processes(List<ProcessView> processes) implements Response {
        public Processes {
            processes = List.copyOf(processes);
        }
    }

    /** The end of a stream, or nothing more to say. */
    record Done() implements Response {}

    /**
     * The daemon itself.
     *
     * @param programs how many it manages
     * @param problems what is wrong with the daemon itself, a sentence each
     */
    record Daemon(int pid, String version, long uptimeMillis, String socket, int programs, List<String> problems)
            implements Response {
        public Daemon {
            problems = List.copyOf(problems);
        }

        /** With nothing wrong. */
        public Daemon(int pid, String version, long uptimeMillis, String socket, int programs) {
            this(pid, version, uptimeMillis, socket, programs, List.of());
        }
    }

    /**
     * It did not work.
     *
     * @param message what was tried, on what, why it failed, and what can be done
     * @param exit for {@link ErrorCode#START_FAILED}: how the program ended; null when it never ran
     * @param logTail for {@link ErrorCode#START_FAILED}: the last lines of its log
     */
    record Failed(ErrorCode code, String message, @Nullable ExitStatus exit, List<String> logTail) implements Response {
        public Failed {
            logTail = List.copyOf(logTail);
        }

        public Failed(ErrorCode code, String message) {
            this(code, message, null, List.of());
        }
    }

    /** Groups, in the order of their ids. */
    record Groups(List<GroupView> groups) implements Response {
        public Groups {
            groups = List.copyOf(groups);
        }
    }

    /** Groups with their programs in full. */
    record GroupDetails(List<GroupDetail> groups) implements Response {
        public GroupDetails {
            groups = List.copyOf(groups);
        }
    }

    /**
     * A group.
     *
     * @param id small number, never used twice
     * @param processes names of its programs
     */
    record GroupView(int id, String name, List<String> processes) {
        public GroupView {
            processes = List.copyOf(processes);
        }
    }

    /** A group with its programs. */
    record GroupDetail(int id, String name, List<ProcessView> processes) {
        public GroupDetail {
            processes = List.copyOf(processes);
        }
    }

    /** What applying the process configuration does, as names of programs. */
    record Plan(
            List<String> added,
            List<String> updated,
            List<String> restarted,
            List<String> unchanged,
            List<String> removed)
            implements Response {
        public Plan {
            added = List.copyOf(added);
            updated = List.copyOf(updated);
            restarted = List.copyOf(restarted);
            unchanged = List.copyOf(unchanged);
            removed = List.copyOf(removed);
        }
    }

    /**
     * In which order programs start.
     *
     * @param queueOrder those that others depend on or that depend on others, in the order they start, then the independent ones
     * @param dependencyOrder those with dependencies and their dependencies, in the order they start
     * @param edges name of a program to the names it depends on
     * @param problems cycles and unknown names, a sentence each
     */
    record StartOrder(
            List<String> queueOrder,
            List<String> dependencyOrder,
            Map<String, List<String>> edges,
            List<String> problems)
            implements Response {
        public StartOrder {
            queueOrder = List.copyOf(queueOrder);
            dependencyOrder = List.copyOf(dependencyOrder);
            edges = Map.copyOf(edges);
            problems = List.copyOf(problems);
        }
    }

    /** What is not kept running, in the order of the ids. */
    record Tasks(List<TaskView> tasks) implements Response {
        public Tasks {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * A task.
     *
     * @param next when it is run next, as far as that is known
     * @param last when its last run began; null when it was never run
     * @param when in words what it is run for
     * @param exit how its last run that is over ended; null while none is
     */
    record TaskView(
            String name,
            @Nullable Instant next,
            @Nullable Instant last,
            String when,
            @Nullable ExitStatus exit) {}

    /** Settings with where each comes from. */
    record Settings(List<SettingView> settings) implements Response {
        public Settings {
            settings = List.copyOf(settings);
        }
    }

    /**
     * A setting.
     *
     * @param value empty when it is not set
     * @param source {@code default}, the file and line, or the environment variable
     */
    record SettingView(String key, String value, String source) {}

    /** A text, to be printed as it is. */
    record Text(String text) implements Response {}

    /** Plugins, in the order of their names. */
    record Plugins(List<PluginView> plugins) implements Response {
        public Plugins {
            plugins = List.copyOf(plugins);
        }
    }

    /**
     * A plugin.
     *
     * @param version of its module; empty when it has none
     * @param state {@code starting}, {@code running}, {@code disabled}, {@code switched-off} for its failures, or {@code refused}
     * @param problems why it is not running, or what went wrong last, a sentence each
     * @param path its directory
     * @param provides what it brings; empty while it is not loaded
     * @param settings without secrets; empty for those who do not look after the daemon
     */
    record PluginView(
            String name,
            String version,
            String state,
            List<String> problems,
            String path,
            List<String> provides,
            List<SettingView> settings) {
        public PluginView {
            problems = List.copyOf(problems);
            provides = List.copyOf(provides);
            settings = List.copyOf(settings);
        }
    }
}
