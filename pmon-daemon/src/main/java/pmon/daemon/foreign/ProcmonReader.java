package pmon.daemon.foreign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;

/** procmon's task file in TOML: the tasks that are kept running. Jackson's parser of TOML knows no lines, so notes name keys. */
final class ProcmonReader implements ForeignReader {
    @Override
    public String name() {
        return "procmon";
    }

    @Override
    public List<Draft> read(Path file, Map<String, String> environment, Findings findings) {
        Parsed parsed = parse(file, environment, true, false, findings);
        for (Draft draft : parsed.drafts()) {
            if (draft.dependencies.isEmpty()) {
                draft.monitors.addAll(parsed.prologue());
            }
        }
        return parsed.drafts();
    }

    /** All of a file. */
    record Parsed(List<Draft> drafts, List<MonitorSpec> prologue, ProcmonFile.Log log, ProcmonTimes times) {}

    /**
     * Reads all of it.
     *
     * @param check whether a name without a value is a mistake
     * @param running whether it is to be run as it is, not made a process configuration of
     */
    Parsed parse(Path file, Map<String, String> environment, boolean check, boolean running, Findings findings) {
        List<String> lines = SourceText.lines(file, findings);
        if (!findings.mistakes().isEmpty()) {
            return new Parsed(List.of(), List.of(), ProcmonFile.Log.STANDARD, new ProcmonTimes(environment));
        }
        Document document = Document.parse(file.toString(), String.join("\n", lines) + "\n", Format.TOML);
        document.mistakes().forEach(findings::wrong);
        Map<String, String> values = new HashMap<>(environment);
        Map<String, String> own = own(file, document, findings);
        values.putAll(own);
        Section top = new Section(
                file, "", document.root(), findings, expanding(file, values, check, new HashSet<>(), findings));
        top.take("env");
        if (!running) {
            top.without("logger", "is procmon's own log and is left out");
        }
        ProcmonFile.Log log = ProcmonFile.Log.read(top.section("logger"));
        List<MonitorSpec> prologue = monitors(top, "prologue", Role.PROLOGUE);
        List<Section> tasks = top.sections("task");
        top.rest();
        Map<String, String> variables = new HashMap<>();
        own.forEach((name, value) -> variables.put(name, Variables.parentheses(value, values, new HashSet<>())));
        for (String name : variables.keySet()) {
            if (name.startsWith("HONEYCOMB_")) {
                findings.note(file, null, "env." + name + ": Honeycomb is not supported");
            }
        }
        values.putAll(variables);
        ProcmonTimes times = new ProcmonTimes(values);
        List<Draft> drafts = drafts(file, tasks, running, times, findings);
        drafts.forEach(draft -> draft.variables.putAll(variables));
        return new Parsed(List.copyOf(drafts), prologue, log, times);
    }

    /** A name that has no value stays in the text, and is a mistake as in procmon without {@code --nocheck}. */
    private static UnaryOperator<String> expanding(
            Path file, Map<String, String> values, boolean check, Set<String> told, Findings findings) {
        return text -> {
            Set<String> unset = new HashSet<>();
            String expanded = text;
            try {
                expanded = Variables.parentheses(text, values, unset);
            } catch (IllegalArgumentException e) {
                findings.wrong(file, null, String.valueOf(e.getMessage()));
            }
            for (String name : unset) {
                if (check && told.add(name)) {
                    findings.wrong(file, null, "$" + name + " is set neither in [env] nor in the environment");
                }
            }
            return expanded;
        };
    }

    private static Map<String, String> own(Path file, Document document, Findings findings) {
        Map<String, String> own = new HashMap<>();
        Section section = new Section(file, "", document.root(), findings, UnaryOperator.identity()).section("env");
        if (section == null) {
            return own;
        }
        for (String name : section.keys()) {
            String value = section.text(name);
            own.put(name, value == null ? "" : value);
        }
        return own;
    }

    private static List<MonitorSpec> monitors(Section section, String key, @Nullable Role role) {
        List<MonitorSpec> monitors = new ArrayList<>();
        Names names = new Names();
        for (Section one : section.sections(key)) {
            MonitorSpec monitor = ProcmonMonitor.read(one, role, names);
            if (monitor != null) {
                monitors.add(monitor);
            }
        }
        return monitors;
    }

    private static List<Draft> drafts(
            Path file, List<Section> tasks, boolean running, ProcmonTimes times, Findings findings) {
        List<Draft> drafts = new ArrayList<>();
        Names names = new Names();
        for (Section task : tasks) {
            ProcmonTask read = new ProcmonTask(task, SourceText.directory(file), names, running, times);
            Draft draft = read.draft(monitors(task, "monitors", null));
            if (draft == null) {
                continue;
            }
            drafts.add(draft);
        }
        Set<String> known = new HashSet<>();
        drafts.forEach(draft -> known.add(draft.name));
        for (Draft draft : drafts) {
            draft.dependencies.keySet().stream()
                    .filter(parent -> !known.contains(parent))
                    .forEach(parent ->
                            findings.wrong(file, null, draft.name + ": its parent " + parent + " is no task"));
        }
        return drafts;
    }
}
