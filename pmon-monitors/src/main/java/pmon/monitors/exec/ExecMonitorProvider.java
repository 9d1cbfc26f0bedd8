package pmon.monitors.exec;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import pmon.api.process.ShellWords;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy while a command ends with an expected exit code. */
public final class ExecMonitorProvider implements MonitorProvider {
    private static final int MAX_CODE = 255;

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.required(
                        "command",
                        SettingDeclaration.Type.TEXTS,
                        "The file and its arguments: a list, or one text with quotes as in a shell."),
                SettingDeclaration.optional(
                        "shell",
                        SettingDeclaration.Type.FLAG,
                        "false",
                        "Whether `/bin/sh -c` reads the command, which is one text then."),
                SettingDeclaration.optional(
                        "exit_codes", SettingDeclaration.Type.TEXTS, "0", "The exit codes that mean healthy."));
    }

    @Override
    public Monitor open(PluginSettings settings) {
        Set<Integer> codes = settings.texts("exit_codes").isEmpty()
                ? Set.of(0)
                : settings.texts("exit_codes").stream()
                        .map(ExecMonitorProvider::code)
                        .collect(Collectors.toUnmodifiableSet());
        return new ExecMonitor(command(settings.texts("command"), settings.flag("shell")), codes);
    }

    private static List<String> command(List<String> written, boolean shell) {
        if (shell) {
            if (written.size() != 1) {
                throw new IllegalArgumentException("with shell: true, command is one text");
            }
            return List.of("/bin/sh", "-c", written.getFirst());
        }
        List<String> words = written.size() == 1 ? ShellWords.split(written.getFirst()) : written;
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new IllegalArgumentException("command is empty");
        }
        return words;
    }

    private static int code(String text) {
        try {
            int code = Integer.parseInt(text.strip());
            if (code >= 0 && code <= MAX_CODE) {
                return code;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number out of its range is.
        }
        throw new IllegalArgumentException("exit code \"" + text + "\" is not a number within 0 to " + MAX_CODE);
    }
}
