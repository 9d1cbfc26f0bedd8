package pmon.monitors.file;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckContext.CommandResult;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy while a file is there and, where asked, is written to again and again. */
public final class FileMonitorProvider implements MonitorProvider {
    @Override
    public String name() {
        return "file";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.required(
                        "path", SettingDeclaration.Type.TEXT, "The file, seen from the program's directory."),
                SettingDeclaration.optional(
                        "max_age",
                        SettingDeclaration.Type.DURATION,
                        null,
                        "How long ago it may have been written to last."));
    }

    @Override
    public Monitor open(PluginSettings settings) {
        String path = settings.text("path").orElseThrow();
        Optional<Duration> maxAge = settings.duration("max_age");
        return context -> look(context, path, maxAge);
    }

    /** Through a command, which runs as the program's user: what that user may not see is not there. */
    private static CheckResult look(CheckContext context, String path, Optional<Duration> maxAge)
            throws InterruptedException {
        return switch (context.run(List.of("stat", "-L", "-c", "%Y", "--", path))) {
            case CommandResult.Ended(var exit, String output)
            when exit.success() -> judge(path, output.strip(), maxAge);
            case CommandResult.Ended(var _, String output) -> new CheckResult.Failed(output.strip());
            case CommandResult.Failed(String message) -> new CheckResult.Failed(message);
        };
    }

    private static CheckResult judge(String path, String seconds, Optional<Duration> maxAge) {
        if (maxAge.isEmpty()) {
            return CheckResult.PASSED;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), Instant.now());
        return age.compareTo(maxAge.get()) <= 0
                ? CheckResult.PASSED
                : new CheckResult.Failed(path + " was last written to " + age.toSeconds() + " s ago, more than "
                        + maxAge.get().toSeconds() + " s");
    }
}
