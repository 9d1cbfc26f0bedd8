package pmon.monitors.file;

import java.util.List;
import java.util.regex.Pattern;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckContext.CommandResult;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Makes a directory, with its parents, where it is missing: a check before a start that sees to what it checks. */
public final class DirectoryMonitorProvider implements MonitorProvider {
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");

    @Override
    public String name() {
        return "ensuredir";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.required(
                        "path", SettingDeclaration.Type.TEXT, "The directory, seen from the program's directory."),
                SettingDeclaration.optional(
                        "perm", SettingDeclaration.Type.TEXT, "0755", "The octal mode of a new one."));
    }

    @Override
    public Monitor open(PluginSettings settings) {
        String path = settings.text("path").orElseThrow();
        String mode = settings.text("perm").orElse("0755");
        if (!MODE.matcher(mode).matches()) {
            throw new IllegalArgumentException("perm " + mode + " is no octal mode such as 0755");
        }
        return context -> ensure(context, path, mode);
    }

    /** Through a command, which runs as the program's user: nothing is made where that user may not. */
    private static CheckResult ensure(CheckContext context, String path, String mode) throws InterruptedException {
        return switch (context.run(List.of("mkdir", "-p", "-m", mode, "--", path))) {
            case CommandResult.Ended(var exit, String _) when exit.success() -> CheckResult.PASSED;
            case CommandResult.Ended(var _, String output) -> new CheckResult.Failed(output.strip());
            case CommandResult.Failed(String message) -> new CheckResult.Failed(message);
        };
    }
}
