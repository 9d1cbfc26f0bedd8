package pmon.monitors.notify;

import java.util.List;
import java.util.Set;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.monitor.Notices;
import pmon.api.spi.monitor.Notices.Phase;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy once the program has said {@code READY=1} (sd_notify(3)), until it says {@code STOPPING=1}. */
public final class NotifyMonitorProvider implements MonitorProvider {
    @Override
    public String name() {
        return "notify";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(SettingDeclaration.optional(
                "status", SettingDeclaration.Type.TEXT, null, "A text that its last `STATUS=` contains, too."));
    }

    @Override
    public Set<Source> sources() {
        return Set.of(Source.NOTICES);
    }

    @Override
    public Monitor open(PluginSettings settings) {
        String status = settings.text("status").orElse("");
        return context -> check(context, status);
    }

    private static CheckResult check(CheckContext context, String status) throws InterruptedException {
        Notices told = context.notices(notices -> passes(notices, status));
        return passes(told, status) ? CheckResult.PASSED : new CheckResult.Failed(problem(told, status));
    }

    private static boolean passes(Notices told, String status) {
        // One that reloads has been ready, and serves as far as anybody knows.
        boolean ready = told.phase() == Phase.READY || told.phase() == Phase.RELOADING;
        return ready && told.status().contains(status);
    }

    private static String problem(Notices told, String status) {
        String said = told.status().isEmpty() ? "" : "; its status is: " + told.status();
        return switch (told.phase()) {
            case STARTING -> "it has not said READY=1" + said;
            case STOPPING -> "it has said STOPPING=1" + said;
            case READY, RELOADING -> "its status is \"" + told.status() + "\", without \"" + status + "\"";
        };
    }
}
