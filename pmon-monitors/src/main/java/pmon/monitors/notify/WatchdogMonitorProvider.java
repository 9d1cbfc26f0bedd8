package pmon.monitors.notify;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy while the program says {@code WATCHDOG=1} often enough (sd_notify(3), sd_watchdog_enabled(3)). */
public final class WatchdogMonitorProvider implements MonitorProvider {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    @Override
    public String name() {
        return "watchdog";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(SettingDeclaration.required(
                "interval",
                SettingDeclaration.Type.DURATION,
                "The longest time between two signs of life, 10ms to 24h; the program finds it in `WATCHDOG_USEC`."));
    }

    @Override
    public Set<Source> sources() {
        return Set.of(Source.NOTICES);
    }

    @Override
    public Map<String, String> environment(PluginSettings settings) {
        return Map.of(
                "WATCHDOG_USEC",
                Long.toString(TimeUnit.NANOSECONDS.toMicros(interval(settings).toNanos())));
    }

    @Override
    public Monitor open(PluginSettings settings) {
        return new WatchdogMonitor(interval(settings));
    }

    private static Duration interval(PluginSettings settings) {
        Duration interval = settings.duration("interval").orElseThrow();
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("interval is not within 10ms to 24h");
        }
        return interval;
    }
}
