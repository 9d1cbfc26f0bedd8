package pmon.daemon.foreign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pmon.daemon.document.Position;

/** supervisord.conf, with the files that it includes. */
final class SupervisorReader implements ForeignReader {
    private static final String PROGRAM = "program:";
    private static final String GROUP = "group:";

    /** What of its daemon means something to programs; all else is its own business. */
    private static final List<String> OF_PROGRAMS = List.of("environment", "directory", "user", "umask");

    /** Their sections are there in nearly every file, and say nothing about programs. */
    private static final List<String> OWN_SECTIONS =
            List.of("supervisord", "supervisorctl", "include", "unix_http_server", "inet_http_server");

    @Override
    public String name() {
        return "supervisor";
    }

    @Override
    public List<Draft> read(Path file, Map<String, String> environment, Findings findings) {
        Map<String, String> values = new HashMap<>();
        environment.forEach((name, value) -> values.put("ENV_" + name, value));
        IniFile ini = new IniFile(";#");
        ini.read(file, findings);
        include(ini, file, values, findings);
        Map<String, IniFile.Section> sections = ini.sections();
        SupervisorOptions daemon = options(sections, "supervisord", values, findings);
        Map<String, Group> groups = groups(sections, values, findings);
        Names names = new Names();
        List<Placed> placed = new ArrayList<>();
        for (IniFile.Section section : sections.values()) {
            if (section.name().startsWith(PROGRAM)) {
                String program = section.name().substring(PROGRAM.length()).strip();
                Group group = groups.getOrDefault(program, new Group(program, 999, false));
                SupervisorOptions own = new SupervisorOptions(section, values, findings);
                placed.addAll(new SupervisorProgram(program, group, own, daemon, names).read());
            } else if (!section.name().startsWith(GROUP)) {
                foreign(section, findings);
            }
        }
        report(placed, sections, findings);
        placed.sort(
                Comparator.comparingInt((Placed each) -> each.groupPriority).thenComparingInt(each -> each.priority));
        return placed.stream().map(Placed::draft).toList();
    }

    /**
     * The group of a program.
     *
     * @param written whether the file has a section for it; otherwise the program is one of its own
     */
    record Group(String name, int priority, boolean written) {}

    /** A program, and when it is started compared with others. */
    record Placed(Draft draft, int groupPriority, int priority) {}

    private static void include(IniFile ini, Path file, Map<String, String> values, Findings findings) {
        IniFile.Section include = ini.sections().get("include");
        if (include == null) {
            return;
        }
        Path directory = SourceText.directory(file);
        String patterns = new SupervisorOptions(include, values, findings).text("files");
        for (String pattern : (patterns == null ? "" : patterns).strip().split("\\s+")) {
            List<Path> included = pattern.isEmpty() ? List.of() : FilePatterns.matching(directory, pattern);
            included.forEach(each -> ini.read(each, findings));
            if (included.isEmpty()) {
                findings.note(include.file(), include.at(), "[include] files: there is no file " + pattern);
            }
        }
    }

    private static SupervisorOptions options(
            Map<String, IniFile.Section> sections, String name, Map<String, String> values, Findings findings) {
        IniFile.Section section = sections.get(name);
        return new SupervisorOptions(
                section != null
                        ? section
                        : new IniFile.Section(name, Path.of(""), new Position(1, 1), new LinkedHashMap<>()),
                values,
                findings);
    }

    private static Map<String, Group> groups(
            Map<String, IniFile.Section> sections, Map<String, String> values, Findings findings) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (IniFile.Section section : sections.values()) {
            if (!section.name().startsWith(GROUP)) {
                continue;
            }
            SupervisorOptions options = new SupervisorOptions(section, values, findings);
            Integer priority = options.number("priority");
            String name = section.name().substring(GROUP.length()).strip();
            Group group = new Group(name, priority == null ? 999 : priority, true);
            String programs = options.text("programs");
            for (String program : (programs == null ? "" : programs).split(",")) {
                if (!sections.containsKey(PROGRAM + program.strip())) {
                    findings.wrong(
                            section.file(),
                            section.at(),
                            "[" + section.name() + "] programs: there is no [program:" + program.strip() + "]");
                }
                groups.put(program.strip(), group);
            }
            options.rest(List.of());
        }
        return groups;
    }

    private static void foreign(IniFile.Section section, Findings findings) {
        String name = section.name();
        if (name.startsWith("eventlistener:")) {
            findings.note(
                    section.file(),
                    section.at(),
                    "[" + name
                            + "] has no equivalent: its protocol is supervisor's; see pmon events and event scripts");
        } else if (name.startsWith("fcgi-program:")) {
            findings.note(
                    section.file(),
                    section.at(),
                    "[" + name + "] has no equivalent: nobody here opens its socket for it");
        } else if (OWN_SECTIONS.contains(name)) {
            section.options().forEach((key, option) -> {
                if (!OF_PROGRAMS.contains(key) || !name.equals("supervisord")) {
                    if (!name.equals("include")) {
                        findings.note(
                                option.file(),
                                option.at(),
                                "[" + name + "] " + key + " is about supervisor itself and is left out");
                    }
                }
            });
        } else {
            findings.note(section.file(), section.at(), "[" + name + "] has no equivalent");
        }
    }

    private static void report(List<Placed> placed, Map<String, IniFile.Section> sections, Findings findings) {
        if (placed.isEmpty()) {
            return;
        }
        long orders = placed.stream()
                .map(each -> each.groupPriority + " " + each.priority)
                .distinct()
                .count();
        if (orders > 1) {
            findings.note(
                    "priority: programs are written in its order, which init starts them in without waiting; where one"
                            + " needs another, say so with dependencies");
        }
        boolean guessed = placed.stream().anyMatch(each -> "/".equals(each.draft().directory))
                && sections.values().stream()
                        .noneMatch(each -> each.name().equals("supervisord")
                                && each.options().containsKey("directory"));
        if (guessed) {
            findings.note(
                    "programs without directory run in /, where systemd starts supervisord; set cwd where yours was"
                            + " started somewhere else");
        }
        findings.note(
                "programs get a clean environment with what env_vars says; supervisor gave them its own: where one"
                        + " needs that, set env_inherit: daemon");
        findings.note(
                "autorestart=unexpected and startretries: a program that is started again is so whatever its exit code,"
                        + " and for ever, with growing waits; no_auto_restart stops that");
        findings.note(
                "the names of programs are those of their processes, and the groups of supervisor are groups here");
    }
}
