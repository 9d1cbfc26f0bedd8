package pmon.monitors.log;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy once the program has printed a line that matches, or as long as it keeps doing so. */
public final class LogMonitorProvider implements MonitorProvider {
    @Override
    public String name() {
        return "log";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.required(
                        "pattern",
                        SettingDeclaration.Type.TEXT,
                        "A regular expression (java.util.regex) that is found somewhere in a line."),
                SettingDeclaration.optional(
                        "within",
                        SettingDeclaration.Type.DURATION,
                        null,
                        "Such a line counts for so long; without it, one line is enough for ever."));
    }

    @Override
    public Set<Source> sources() {
        return Set.of(Source.OUTPUT);
    }

    @Override
    public Monitor open(PluginSettings settings) {
        String text = settings.text("pattern").orElseThrow();
        settings.duration("within").filter(within -> !within.isPositive()).ifPresent(_ -> {
            throw new IllegalArgumentException("within is not longer than no time");
        });
        try {
            return new LogMonitor(Pattern.compile(text), settings.duration("within"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern \"" + text + "\" is no regular expression: " + e.getDescription(), e);
        }
    }
}
