package pmon.daemon.foreign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Check;
import pmon.api.process.LogSettings;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ShellWords;
import pmon.api.process.WrittenValue;
import pmon.daemon.document.NearestWord;

/** procdog.cfg: a program a section. */
final class ProcdogReader implements ForeignReader {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int COUNT = 5;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?");

    /** Why there is no equivalent of the other keys. */
    private static final Map<String, String> WITHOUT = Map.of(
            "stdin", "programs read nothing from stdin here",
            "append", "logs are always appended to",
            "linger", "what ended is remembered until it is deleted",
            "strict", "is about the answers of procdog",
            "ensure_healthy", "start waits until a program is ready, and ready_timeout says how long");

    private static final List<String> TAKEN =
            List.of("command", "health_command", "health_count", "health_delay", "dir", "stdout", "stderr", "shell");

    private static final List<String> TRUE = List.of("1", "yes", "true", "on");

    @Override
    public String name() {
        return "procdog";
    }

    @Override
    public List<Draft> read(Path file, Map<String, String> environment, Findings findings) {
        IniFile ini = new IniFile(";");
        ini.read(file, findings);
        List<Draft> drafts = new ArrayList<>();
        Names names = new Names();
        for (IniFile.Section section : ini.sections().values()) {
            drafts.add(new One(section, environment, findings).read(names));
        }
        if (!drafts.isEmpty()) {
            findings.note("init starts all programs of the file; procdog starts one when it is told to");
        }
        return drafts;
    }

    /** One section. */
    private record One(IniFile.Section section, Map<String, String> environment, Findings findings) {
        Draft read(Names names) {
            Draft draft = new Draft(names.distinct(section.name()));
            if (!draft.name.equals(section.name())) {
                findings.note(section.file(), section.at(), section.name() + " is called " + draft.name + " here");
            }
            draft.restarted = false;
            Path base = SourceText.directory(section.file());
            String directory = text("dir");
            Path in = directory == null ? base : base.resolve(directory).normalize();
            draft.directory = in.toString();
            command(draft);
            health(draft);
            output(draft);
            draft.resolve(in);
            for (String key : section.options().keySet()) {
                String why = WITHOUT.get(key);
                if (why != null) {
                    note(key, why);
                } else if (!TAKEN.contains(key)) {
                    wrong(key, "there is no such key" + NearestWord.hint(key, TAKEN));
                }
            }
            return draft;
        }

        private void command(Draft draft) {
            String command = text("command");
            if (command == null || command.isBlank()) {
                findings.wrong(section.file(), section.at(), "[" + section.name() + "] has no command");
            } else if (flag("shell")) {
                draft.file = "/bin/sh";
                draft.args = List.of("-c", command);
            } else {
                try {
                    List<String> words = ShellWords.split(command);
                    draft.file = words.getFirst();
                    draft.args = words.subList(1, words.size());
                } catch (IllegalArgumentException e) {
                    wrong("command", String.valueOf(e.getMessage()));
                }
            }
        }

        private void health(Draft draft) {
            String command = text("health_command");
            Duration delay = delay();
            int count = count();
            if (command == null) {
                return;
            }
            Check check = new Check.Single(
                    "exec",
                    Map.of(
                            "command",
                            new WrittenValue.Text(command),
                            "shell",
                            new WrittenValue.Text(Boolean.toString(flag("shell")))));
            draft.monitors.add(new MonitorSpec("ready", MonitorSpec.Role.READY, check, delay, null, null, 0, 1, null));
            draft.readyTimeout = delay.multipliedBy(count);
        }

        private Duration delay() {
            String text = text("health_delay");
            if (text != null && !SECONDS.matcher(text).matches()) {
                wrong("health_delay", "\"" + text + "\" is not a number of seconds such as 1.0");
                return DELAY;
            }
            Duration delay =
                    text == null ? DELAY : GoDurations.parse(text + "s").orElse(DELAY);
            return delay.isZero() ? Duration.ofMillis(10) : delay;
        }

        private int count() {
            String text = text("health_count");
            if (text != null && !text.matches("[1-9][0-9]{0,5}")) {
                wrong("health_count", "\"" + text + "\" is not a number of 1 or more");
                return COUNT;
            }
            return text == null ? COUNT : Integer.parseInt(text);
        }

        private void output(Draft draft) {
            String out = text("stdout");
            String err = text("stderr");
            draft.log = out == null ? err : out;
            if (out != null && err != null && !out.equals(err)) {
                draft.logMode = LogSettings.Mode.APART;
                note("stderr", "goes to " + out + ".err, not to " + err);
            }
        }

        private boolean flag(String key) {
            String text = text(key);
            return text != null && TRUE.contains(text.toLowerCase(Locale.ROOT));
        }

        private @Nullable String text(String key) {
            IniFile.Option option = section.options().get(key);
            if (option == null) {
                return null;
            }
            Set<String> unset = new HashSet<>();
            String expanded = Variables.parentheses(option.text(), environment, unset);
            boolean ofShell = key.endsWith("command") && section.options().containsKey("shell");
            if (!unset.isEmpty() && !ofShell) {
                wrong(key, "$" + String.join(", $", unset) + " is not set in the environment; set it for this command");
            }
            return expanded;
        }

        private void wrong(String key, String message) {
            IniFile.Option option = section.options().get(key);
            findings.wrong(
                    section.file(),
                    option == null ? section.at() : option.at(),
                    "[" + section.name() + "] " + key + ": " + message);
        }

        private void note(String key, String message) {
            IniFile.Option option = section.options().get(key);
            findings.note(
                    section.file(),
                    option == null ? section.at() : option.at(),
                    "[" + section.name() + "] " + key + ": " + message);
        }
    }
}
