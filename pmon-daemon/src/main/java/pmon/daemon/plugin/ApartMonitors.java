package pmon.daemon.plugin;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/**
 * Monitors of a plugin, whose checks run on platform threads: one that computes for ever would keep the carrier of a virtual thread,
 * and as many as there are processors would silence the daemon.
 */
record ApartMonitors(MonitorProvider provider) implements MonitorProvider {
    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public List<SettingDeclaration> settings() {
        return provider.settings();
    }

    @Override
    public Monitor open(PluginSettings settings) {
        return new ApartMonitor(provider.name(), provider.open(settings));
    }

    /** One of them. Leaves at most one thread behind, since it does not ask again before that has returned. */
    private static final class ApartMonitor implements Monitor {
        private final String name;
        private final Monitor monitor;
        private volatile @Nullable Thread last;

        ApartMonitor(String name, Monitor monitor) {
            this.name = name;
            this.monitor = monitor;
        }

        @Override
        public CheckResult check(CheckContext context) throws Exception {
            Thread before = last;
            if (before != null && before.isAlive()) {
                return new CheckResult.Failed("an earlier check still has not returned");
            }
            FutureTask<CheckResult> task = new FutureTask<>(() -> monitor.check(context));
            Thread thread = Thread.ofPlatform().daemon().name("monitor " + name).start(task);
            last = thread;
            try {
                return task.get();
            } catch (InterruptedException e) {
                thread.interrupt();
                throw e;
            } catch (ExecutionException e) {
                return new CheckResult.Failed(String.valueOf(e.getCause()));
            } finally {
                // What was returned is known a moment before its thread is gone.
                if (task.isDone()) {
                    last = null;
                }
            }
        }

        @Override
        public void close() {
            monitor.close();
        }
    }
}
