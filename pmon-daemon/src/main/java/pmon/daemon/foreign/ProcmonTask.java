package pmon.daemon.foreign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pmon.api.process.DependencyTerms;
import pmon.api.process.LogSettings;
import pmon.api.process.MonitorSpec;

/** One task of procmon. Where it starts others with its own directory, ours is that of the file. */
final class ProcmonTask {
    private static final Duration STARTUP = Duration.ofSeconds(10);
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);
    /** The delay of the first restart, which doubles. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    /** Does nothing, for a task that is only there for what is run before it. */
    private static final String NOTHING = "/bin/true";

    private static final List<String> OWN_STREAMS = List.of("", "stdout", "stderr");

    private final Section task;
    private final Path directory;
    private final Names names;
    private final boolean running;
    private final ProcmonTimes times;

    /**
     * Reads one.
     *
     * @param running whether it is run as it is, not made a process configuration of
     * @param times those of procmon as a whole
     */
    ProcmonTask(Section task, Path directory, Names names, boolean running, ProcmonTimes times) {
        this.task = task;
        this.directory = directory;
        this.names = names;
        this.running = running;
        this.times = times;
    }

    /** Null for a task that is not kept running. */
    @Nullable
    Draft draft(List<MonitorSpec> monitors) {
        String title = task.text("name");
        if (title == null || title.isBlank()) {
            task.wrong(null, "name", "is missing");
            return null;
        }
        Section specials = task.section("specials");
        String path = task.text("path");
        boolean empty = path == null || path.isEmpty();
        if (!running && (specials != null || empty)) {
            notTaken(specials != null, title);
            return null;
        }
        Draft draft = new Draft(names.distinct(title));
        if (!draft.name.equals(title)) {
            task.note(null, "name", title + " is called " + draft.name + " here");
        }
        draft.file = empty ? NOTHING : String.valueOf(path);
        draft.args = task.texts("args");
        draft.directory = directory.toString();
        draft.monitors.addAll(monitors);
        String parent = task.text("parent");
        if (parent != null && !parent.isEmpty()) {
            draft.dependencies.put(
                    Names.allowed(parent),
                    new DependencyTerms(DependencyTerms.Condition.READY, DependencyTerms.OnFailure.RESTART));
        }
        boolean gated = monitors.stream().anyMatch(each -> each.role() == MonitorSpec.Role.READY);
        Duration startup = time("maxstartup", STARTUP);
        draft.readyTimeout = gated ? startup : null;
        draft.stopTimeout = time("maxshutdown", SHUTDOWN);
        if (running) {
            draft.streams = new ProcmonFile.Streams(streamOf("stdout"), streamOf("stderr"));
            draft.initialDelay = FIRST_DELAY;
            draft.delayDecaysTo = times.restartDelay();
            List<String> prerun =
                    task.texts("prerun").stream().map(Names::allowed).toList();
            draft.run = ProcmonSpecials.read(specials, prerun, empty);
        } else {
            output(draft);
        }
        task.without(
                "prerun", "has no equivalent: start those tasks by hand, or make them programs that it depends on");
        task.without("exit_signals", "has no equivalent");
        task.rest();
        draft.resolve(directory);
        return draft;
    }

    private void notTaken(boolean special, String title) {
        if (special) {
            task.note(
                    null,
                    "specials",
                    title + " is a task that something else starts, which a process configuration cannot"
                            + " say; it is left out");
        } else {
            task.note(null, "path", title + " has none: it only runs its prerun tasks; it is left out");
        }
    }

    private Duration time(String key, Duration otherwise) {
        return task.parsed(key, GoDurations::parse, GoDurations.ALLOWED).orElse(otherwise);
    }

    /** In the words of {@link ProcmonFile.Streams}; an empty one is procmon's own stream. */
    private String streamOf(String key) {
        String written = task.text(key);
        String word = written == null || written.isEmpty() ? key : written.toLowerCase(Locale.ROOT);
        return OWN_STREAMS.contains(word) || word.equals("suppress")
                ? word
                : directory.resolve(String.valueOf(written)).normalize().toString();
    }

    private void output(Draft draft) {
        String out = stream("stdout");
        String err = stream("stderr");
        if (out.equals("suppress") && err.equals("suppress")) {
            draft.logMode = LogSettings.Mode.NONE;
        } else if (out.equals("suppress") || err.equals("suppress")) {
            task.note(
                    null,
                    out.equals("suppress") ? "stdout" : "stderr",
                    "cannot be thrown away alone; it goes to the log too");
        }
        boolean outToFile = out.startsWith("/");
        boolean errToFile = err.startsWith("/");
        if (outToFile || errToFile) {
            draft.log = outToFile ? out : err;
        }
        if (outToFile && errToFile && !out.equals(err)) {
            draft.logMode = LogSettings.Mode.APART;
            task.note(null, "stderr", draft.name + ": goes to " + out + ".err, not to " + err);
        } else if (outToFile != errToFile) {
            task.note(null, outToFile ? "stderr" : "stdout", draft.name + ": goes to " + draft.log + ", too");
        }
    }

    /** A file as an absolute path, {@code suppress}, or empty for procmon's own stream, which is pmon's log here. */
    private String stream(String key) {
        String written = task.text(key);
        String word = written == null ? "" : written.toLowerCase(Locale.ROOT);
        if (written == null || OWN_STREAMS.contains(word)) {
            return "";
        }
        return word.equals("suppress")
                ? word
                : directory.resolve(written).normalize().toString();
    }
}
