package pmon.daemon.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.KillMode;
import pmon.api.process.LimitNotation;
import pmon.api.process.LogSettings;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Signal;
import pmon.api.protocol.ExecCommand;
import pmon.daemon.config.Durations;
import pmon.daemon.config.Sizes;

/**
 * A program in the words of a process configuration: only keys that say something, in the order of the documentation. What is read
 * back from it asks for the same.
 *
 * @param keys in snake_case
 */
public record WrittenProgram(Map<String, Value> keys) {
    public WrittenProgram {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** Writes what a command asks for. */
    public static WrittenProgram of(ExecCommand command) {
        Keys keys = new Keys();
        keys.text("file", command.file());
        keys.text("name", command.name());
        keys.args(command.args());
        keys.section("env_vars", command.envVars());
        keys.text("env_file", command.execution().envFile());
        keys.text("cwd", command.cwd());
        keys.text("user", command.user());
        keys.text("log", command.log());
        keys.text("log_dir", command.logDir());
        if (!command.autoRestart() && !command.task().run().ends()) {
            keys.all.put("no_auto_restart", new Value.Flag(true));
        }
        keys.restart(command.restart());
        keys.stop(command.stop());
        keys.execution(command.execution());
        keys.texts("dependencies", command.dependencies());
        keys.texts("groups", command.groups());
        keys.all.putAll(WrittenTask.of(command.task()));
        return new WrittenProgram(keys.all);
    }

    /** Name, file and user, for people. */
    public String title() {
        StringBuilder title = new StringBuilder();
        for (String key : List.of("name", "file", "user")) {
            if (keys.get(key) instanceof Value.Text(String text)) {
                title.append(title.isEmpty() ? "" : key.equals("user") ? ", as " : ": ")
                        .append(text);
            }
        }
        return title.toString();
    }

    /**
     * A digest that stays the same as long as nobody changes the program in the process configuration or its environment file. Keys that
     * say nothing are not part of it, so that a key that later versions add changes no digest.
     *
     * @param fromFile what the environment file says
     */
    public String digest(Map<String, String> fromFile) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(keys).forEach((key, value) -> part(text, key, value));
        if (!fromFile.isEmpty()) {
            part(text, "env_file content", new Value.Section(fromFile));
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void part(StringBuilder text, String key, Value value) {
        part(text, key);
        switch (value) {
            case Value.Text(String one) -> part(text, one);
            case Value.Numeral(long number) -> part(text, Long.toString(number));
            case Value.Flag(boolean set) -> part(text, Boolean.toString(set));
            case Value.Texts(List<String> items) -> {
                part(text, "[" + items.size());
                items.forEach(item -> part(text, item));
            }
            case Value.Numerals(List<Integer> items) -> part(text, items.toString());
            case Value.Section(Map<String, String> entries) -> {
                part(text, "{" + entries.size());
                entries.forEach((name, one) -> {
                    part(text, name);
                    part(text, one);
                });
            }
            case Value.Table(Map<String, Value> inner) -> {
                part(text, "{" + inner.size());
                new TreeMap<>(inner).forEach((name, one) -> part(text, name, one));
            }
            case Value.Tables(List<Value.Table> items) -> {
                part(text, "[" + items.size());
                items.forEach(item -> part(text, "", item));
            }
        }
    }

    /** With its length in front, no text can pretend to be two. */
    private static void part(StringBuilder text, String one) {
        text.append(one.length()).append(' ').append(one).append('\n');
    }

    /** Leaves out what says nothing. */
    private static final class Keys {
        final Map<String, Value> all = new LinkedHashMap<>();

        void text(String key, @Nullable String text) {
            if (text != null) {
                all.put(key, new Value.Text(text));
            }
        }

        void texts(String key, List<String> items) {
            if (!items.isEmpty()) {
                all.put(key, new Value.Texts(items));
            }
        }

        void section(String key, Map<String, String> entries) {
            if (!entries.isEmpty()) {
                all.put(key, new Value.Section(entries));
            }
        }

        /** One text, as pmon3 has them, where a space means the same to it as to a shell. */
        void args(List<String> args) {
            String joined = String.join(" ", args);
            boolean plain = args.stream().allMatch(arg -> arg.matches("[\\p{Alnum}_./=:,@%+-]+"));
            if (!args.isEmpty()) {
                all.put("args", plain ? new Value.Text(joined) : new Value.Texts(args));
            }
        }

        void restart(RestartSettings restart) {
            duration("restart_min_uptime", restart.minUptime());
            duration("restart_initial_delay", restart.initialDelay());
            duration("restart_max_delay", restart.maxDelay());
            duration("restart_decays_to", restart.decaysTo());
        }

        void stop(StopSettings stop) {
            Signal signal = stop.signal();
            text("stop_signal", signal == null ? null : signal.name());
            duration("stop_timeout", stop.timeout());
        }

        void execution(ExecutionSettings execution) {
            if (execution.killMode() != KillMode.TREE) {
                text("kill_mode", execution.killMode().word());
            }
            if (!execution.successExitCodes().isEmpty()) {
                all.put("success_exit_codes", new Value.Numerals(execution.successExitCodes()));
            }
            Integer umask = execution.umask();
            text("umask", umask == null ? null : String.format("%03o", umask));
            Integer nice = execution.nice();
            if (nice != null) {
                all.put("nice", new Value.Numeral(nice));
            }
            section(
                    "limits",
                    execution.limits().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, limit -> LimitNotation.show(limit.getValue()))));
            logs(execution.logs());
        }

        private void logs(LogSettings logs) {
            word("logs_mode", logs.mode());
            Long maxSize = logs.maxSize();
            text("logs_max_size", maxSize == null ? null : Sizes.show(maxSize));
            duration("logs_max_age", logs.maxAge());
            Integer keep = logs.keep();
            if (keep != null) {
                all.put("logs_keep", new Value.Numeral(keep));
            }
            flag("logs_compress", logs.compress());
            flag("logs_timestamps", logs.timestamps());
            duration("logs_full_grace", logs.fullGrace());
            word("logs_on_full", logs.onFull());
        }

        private void word(String key, @Nullable Enum<?> value) {
            text(key, value == null ? null : value.name().toLowerCase(Locale.ROOT));
        }

        private void flag(String key, @Nullable Boolean value) {
            if (value != null) {
                all.put(key, new Value.Flag(value));
            }
        }

        private void duration(String key, @Nullable Duration duration) {
            text(key, duration == null ? null : Durations.show(duration));
        }
    }
}
