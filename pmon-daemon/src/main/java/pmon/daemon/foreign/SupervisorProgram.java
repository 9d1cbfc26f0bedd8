package pmon.daemon.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pmon.api.process.ShellWords;
import pmon.api.process.Signal;

/** A {@code [program:x]} of supervisor, which is as many programs as its {@code numprocs}. */
final class SupervisorProgram {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int MOST = 1_000;

    /** supervisor's limits of startsecs are none; below this pmon calls no start a good one. */
    private static final Duration SHORTEST_UPTIME = Duration.ofMillis(100);

    private final String program;
    private final SupervisorReader.Group group;
    private final SupervisorOptions options;
    private final SupervisorOptions daemon;
    private final Names names;

    SupervisorProgram(
            String program,
            SupervisorReader.Group group,
            SupervisorOptions options,
            SupervisorOptions daemon,
            Names names) {
        this.program = program;
        this.group = group;
        this.options = options;
        this.daemon = daemon;
        this.names = names;
    }

    List<SupervisorReader.Placed> read() {
        Integer written = options.number("numprocs");
        Integer first = options.number("numprocs_start");
        int count = written == null ? 1 : written;
        if (count < 0 || count > MOST) {
            options.wrong("numprocs", "is not within 0 to " + MOST);
            return List.of();
        }
        if (count > 1 && !options.raw("process_name", "").contains("%(process_num)")) {
            options.wrong("numprocs", "with more than one, process_name has to contain %(process_num)d");
            return List.of();
        }
        List<SupervisorReader.Placed> placed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> values = new HashMap<>();
            values.put("program_name", program);
            values.put("group_name", group.name());
            values.put("host_node_name", hostName());
            values.put("numprocs", Integer.toString(count));
            values.put("process_num", Integer.toString(i + (first == null ? 0 : first)));
            placed.add(one(options.with(values), values));
        }
        return List.copyOf(placed);
    }

    private SupervisorReader.Placed one(SupervisorOptions plain, Map<String, String> values) {
        Map<String, String> variables = new HashMap<>();
        variables.putAll(variables(daemon));
        variables.putAll(variables(plain));
        Map<String, String> all = new HashMap<>(values);
        variables(plain).forEach((name, value) -> all.put("ENV_" + name, value));
        SupervisorOptions own = plain.with(all);
        String process = own.text("process_name");
        Draft draft = new Draft(names.distinct(process == null ? program : process));
        if (process != null && !draft.name.equals(process)) {
            own.note("process_name", process + " is called " + draft.name + " here");
        } else if (process == null && !draft.name.equals(program)) {
            own.note("process_name", program + " is called " + draft.name + " here");
        }
        draft.variables.putAll(variables);
        if (group.written() || !group.name().equals(process == null ? program : process)) {
            draft.groups.add(Names.allowed(group.name()));
        }
        command(own, draft);
        starting(own, draft);
        stopping(own, draft);
        new SupervisorLog(own).read(draft);
        draft.resolve(Path.of(draft.directory == null ? "/" : draft.directory));
        Integer priority = own.number("priority");
        own.rest(List.of("numprocs", "numprocs_start", "environment"));
        return new SupervisorReader.Placed(draft, group.priority(), priority == null ? 999 : priority);
    }

    private static Map<String, String> variables(SupervisorOptions options) {
        String text = options.text("environment");
        if (text != null) {
            try {
                return EnvironmentList.parse(text);
            } catch (IllegalArgumentException e) {
                options.wrong("environment", String.valueOf(e.getMessage()));
            }
        }
        return Map.of();
    }

    private void command(SupervisorOptions own, Draft draft) {
        String command = own.text("command");
        if (command == null) {
            if (own.raw("command", "").isEmpty()) {
                own.wrong("command", "is missing");
            }
            return;
        }
        try {
            List<String> words = ShellWords.split(command);
            if (words.isEmpty()) {
                own.wrong("command", "is empty");
                return;
            }
            draft.file = words.getFirst();
            draft.args = words.subList(1, words.size());
        } catch (IllegalArgumentException e) {
            own.wrong("command", String.valueOf(e.getMessage()));
        }
        String directory = own.text("directory");
        String common = daemon.text("directory");
        draft.directory = directory != null ? directory : common != null ? common : "/";
        String user = own.text("user");
        draft.user = user != null ? user : daemon.text("user");
        Integer umask = own.parsed("umask", SupervisorProgram::octal, "octal");
        draft.umask = umask != null ? umask : daemon.parsed("umask", SupervisorProgram::octal, "octal");
    }

    private static void starting(SupervisorOptions own, Draft draft) {
        if (Boolean.FALSE.equals(own.flag("autostart"))) {
            draft.idle = "autostart=false";
            own.note("autostart", "init starts all that is in the file, so " + draft.name + " is written as a comment");
        }
        String restart = own.text("autorestart");
        String word = restart == null ? "unexpected" : restart.toLowerCase(Locale.ROOT);
        Optional<Boolean> always = SupervisorOptions.truth(word);
        if (always.isEmpty() && !word.equals("unexpected")) {
            own.wrong("autorestart", "\"" + restart + "\" is not allowed; it is true, false or unexpected");
        }
        draft.restarted = always.orElse(true);
        exitCodes(own, draft, word);
        Integer seconds = own.number("startsecs");
        if (seconds != null) {
            Duration uptime = Duration.ofSeconds(Math.max(0, seconds));
            draft.minUptime = uptime.compareTo(SHORTEST_UPTIME) < 0 ? SHORTEST_UPTIME : uptime;
        }
        Integer retries = own.number("startretries");
        if (retries != null && draft.restarted) {
            own.note("startretries", "has no equivalent: a program is tried again for ever, with growing waits");
        }
    }

    private static void exitCodes(SupervisorOptions own, Draft draft, String restart) {
        String codes = own.text("exitcodes");
        for (String code : (codes == null ? "" : codes).split(",")) {
            Optional<Integer> number = SupervisorOptions.integer(code.strip());
            if (number.isPresent() && number.get() >= 0 && number.get() <= 255) {
                if (number.get() != 0) {
                    draft.successExitCodes.add(number.get());
                }
            } else if (!code.isBlank()) {
                own.wrong("exitcodes", "\"" + code.strip() + "\" is not within 0 to 255");
            }
        }
        if (codes != null && restart.equals("unexpected")) {
            own.note("exitcodes", "are as good as 0 here, and the program is started again all the same");
        }
    }

    private static void stopping(SupervisorOptions own, Draft draft) {
        draft.stopSignal = own.parsed("stopsignal", Signal::parse, "a signal such as TERM");
        Integer wait = own.number("stopwaitsecs");
        draft.stopTimeout = wait == null ? null : Duration.ofSeconds(Math.max(0, wait));
        for (String key : List.of("stopasgroup", "killasgroup")) {
            if (Boolean.FALSE.equals(own.flag(key))) {
                own.note(key, "what a program started always ends with it");
            }
        }
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException _) {
            return "localhost";
        }
    }

    private static Optional<Integer> octal(String text) {
        return text.matches("0?o?[0-7]{1,4}")
                ? Optional.of(Integer.parseInt(text.replace("o", ""), 8)).filter(mode -> mode <= 0777)
                : Optional.empty();
    }
}
