package pmon.daemon.foreign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.DependencyTerms;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.Signal;
import pmon.daemon.document.Node;
import pmon.daemon.document.Position;

/** One process of process-compose, which is as many programs as its {@code replicas}. */
final class ComposeProcess {
    private static final int MOST = 1_000;

    /**
     * What all processes of a file share.
     *
     * @param variablesFile null without one
     */
    record Surroundings(Path directory, @Nullable Path variablesFile, Map<String, String> variables, String shell) {}

    private final String name;
    private final Section section;
    private final Surroundings around;
    private final Findings findings;
    private List<String> names = List.of();

    ComposeProcess(String name, Section section, Surroundings around, Findings findings) {
        this.name = name;
        this.section = section;
        this.around = around;
        this.findings = findings;
    }

    /** What its programs are called; process-compose counts copies with as many digits as the last needs. */
    List<String> names(Names taken) {
        Integer written = section.count("replicas");
        int copies = written == null ? 1 : Math.clamp(written, 1, MOST);
        int width = Integer.toString(copies).length();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            String wanted = copies == 1 ? name : name + "-" + String.format("%0" + width + "d", i);
            all.add(taken.distinct(wanted));
            if (!all.getLast().equals(wanted)) {
                findings.note(wanted + " is called " + all.getLast() + " here");
            }
        }
        names = all;
        return all;
    }

    /** @param copies the names of all programs by the process that they come from */
    List<Draft> read(Map<String, List<String>> copies) {
        Draft first = new Draft(names.getFirst());
        command(first);
        if (section.flag("disabled")) {
            first.idle = "disabled: true";
            section.note(null, "disabled", "init starts all that is in the file, so it is written as a comment");
        }
        dependencies(first, copies);
        availability(first);
        shutdown(first);
        log(first);
        ComposeProbe.read(section, "readiness_probe", Role.READY, first);
        ComposeProbe.read(section, "liveness_probe", Role.ALIVE, first);
        String namespace = section.text("namespace");
        if (namespace != null && !namespace.equals("default")) {
            first.groups.add(Names.allowed(namespace));
        }
        section.take("description");
        section.take("is_tty");
        section.without("is_daemon", "has no equivalent: pmon needs the program in the foreground");
        section.without("ready_log_line", "has no equivalent: what waits for it waits for the start only");
        section.rest();
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            drafts.add(copy(first, i));
        }
        return drafts;
    }

    private Draft copy(Draft first, int number) {
        Draft draft = number == 0 ? first : first.copied(names.get(number));
        draft.variables.put("PC_PROC_NAME", name);
        draft.variables.put("PC_REPLICA_NUM", Integer.toString(number));
        return draft;
    }

    private void command(Draft draft) {
        String directory = section.text("working_dir");
        Path in = directory == null
                ? around.directory()
                : around.directory().resolve(directory).normalize();
        draft.directory = in.toString();
        Position at = section.at("command");
        String command = section.text("command");
        List<String> entrypoint = section.texts("entrypoint");
        if (command != null) {
            draft.run(command.strip(), around.shell());
        } else if (!entrypoint.isEmpty()) {
            draft.file = entrypoint.getFirst();
            draft.args = entrypoint.subList(1, entrypoint.size());
        } else {
            section.wrong(at, "command", "is missing");
        }
        draft.resolve(in);
        draft.environmentFile = around.variablesFile();
        List<String> files = section.texts("env_file");
        if (!files.isEmpty()) {
            draft.environmentFile = around.directory().resolve(files.getFirst()).normalize();
        }
        if (files.size() > 1) {
            section.note(null, "env_file", "takes one file here; " + files.subList(1, files.size()) + " are left out");
        }
        draft.variables.putAll(around.variables());
        draft.variables.putAll(variables(section, "environment"));
    }

    /** A list of {@code NAME=value}, or a section. */
    static Map<String, String> variables(Section section, String key) {
        Map<String, String> variables = new LinkedHashMap<>();
        Position at = section.at(key);
        Node node = section.peek(key);
        if (node instanceof Node.Mapping) {
            Section inner = section.section(key);
            if (inner != null) {
                for (String name : inner.keys()) {
                    String value = inner.text(name);
                    variables.put(name, value == null ? "" : value);
                }
            }
            return variables;
        }
        for (String word : section.texts(key)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                variables.put(word.substring(0, equals), word.substring(equals + 1));
            } else {
                section.wrong(at, key, "\"" + word + "\" is not of the form NAME=value");
            }
        }
        return variables;
    }

    private void dependencies(Draft draft, Map<String, List<String>> copies) {
        Section all = section.section("depends_on");
        if (all == null) {
            return;
        }
        for (String dependency : all.keys()) {
            Position at = all.at(dependency);
            Section one = all.section(dependency);
            String word = one == null ? null : one.text("condition");
            if (one != null) {
                one.rest();
            }
            List<String> programs = copies.get(dependency);
            if (programs == null) {
                all.wrong(at, dependency, "there is no such process");
                continue;
            }
            Condition condition = switch (word) {
                case null -> Condition.STARTED;
                case "process_started" -> Condition.STARTED;
                case "process_healthy" -> Condition.READY;
                case "process_completed" -> Condition.COMPLETED;
                case "process_completed_successfully" -> Condition.COMPLETED_SUCCESSFULLY;
                default -> {
                    all.note(at, dependency + ".condition", word + " has no equivalent; it waits for the start only");
                    yield Condition.STARTED;
                }
            };
            for (String program : programs) {
                draft.dependencies.put(program, new DependencyTerms(condition, DependencyTerms.OnFailure.IGNORE));
            }
        }
    }

    private void availability(Draft draft) {
        Section availability = section.section("availability");
        draft.restarted = false;
        if (availability == null) {
            return;
        }
        Position at = availability.at("restart");
        String restart = availability.text("restart");
        switch (restart) {
            case null -> {}
            case "no" -> {}
            case "always" -> draft.restarted = true;
            case "on_failure" -> {
                draft.restarted = true;
                availability.note(at, "restart", "here it is started again after exit code 0 too");
            }
            case "exit_on_failure" ->
                availability.note(at, "restart", "exit_on_failure has no equivalent; it is not started again");
            default -> availability.wrong(at, "restart", "is always, on_failure, exit_on_failure or no");
        }
        draft.initialDelay = availability.seconds("backoff_seconds");
        availability.without(
                "max_restarts", "has no equivalent: a program is tried again for ever, with growing waits");
        availability.rest();
    }

    private void shutdown(Draft draft) {
        Section shutdown = section.section("shutdown");
        if (shutdown == null) {
            return;
        }
        draft.stopSignal = shutdown.parsed("signal", Signal::parse, "the number of a signal")
                .orElse(null);
        draft.stopTimeout = shutdown.seconds("timeout_seconds");
        shutdown.without("command", "has no equivalent: a program is asked to end by a signal");
        shutdown.without("parent_only", "what a program started always ends with it");
        shutdown.rest();
    }

    private void log(Draft draft) {
        String log = section.text("log_location");
        draft.log =
                log == null ? null : around.directory().resolve(log).normalize().toString();
        Section settings = section.section("log_configuration");
        Section rotation = settings == null ? null : settings.section("rotation");
        if (rotation != null) {
            Integer megabytes = rotation.count("max_size_mb");
            draft.logSize = megabytes == null ? null : (long) megabytes << 20;
            draft.logsKept = rotation.count("max_backups");
            Integer days = rotation.count("max_age_days");
            draft.logAge = days == null ? null : Duration.ofDays(days);
            draft.logsCompressed = rotation.keys().contains("compress") ? rotation.flag("compress") : null;
            rotation.rest();
        }
        if (settings != null) {
            settings.rest();
        }
    }
}
