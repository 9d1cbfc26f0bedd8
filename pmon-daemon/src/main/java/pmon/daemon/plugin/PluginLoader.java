package pmon.daemon.plugin;

import java.lang.module.ModuleDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.SettingDeclaration;

/** Loads plugins, each in a layer of its own, so that two may bring different versions of a library. */
public final class PluginLoader {
    /** The time for loading one. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What every plugin has, so that none may declare it. */
    static final Set<String> RESERVED = Set.of("enabled", "call_timeout");

    private final ModuleLayer parent;
    private final PluginModules modules;

    /**
     * Loads above the modules of the daemon.
     *
     * @param uid the daemon's effective user id
     */
    public PluginLoader(long uid) {
        // Without a layer of its own (a test on the class path) the daemon has no module that a plugin could require.
        ModuleLayer own = PluginLoader.class.getModule().getLayer();
        this.parent = own == null ? ModuleLayer.boot() : own;
        this.modules = new PluginModules(parent.configuration(), api(), uid);
    }

    /** The version of pmon.api; none where the daemon runs from the class path. */
    private static String api() {
        return Optional.ofNullable(EventHandlerProvider.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("");
    }

    /** What came of loading a plugin. */
    sealed interface Outcome {
        record Loaded(LoadedPlugin plugin) implements Outcome {}

        record Refused(String message) implements Outcome {}
    }

    Outcome load(PluginFolder folder) {
        return switch (modules.look(folder)) {
            case PluginModules.Result.Refused(String message) -> new Outcome.Refused(message);
            case PluginModules.Result.Fitting(var configuration, String version) ->
                limited(() -> {
                    ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                                    configuration, List.of(parent), PluginLoader.class.getClassLoader())
                            .layer();
                    return provided(folder, version, layer);
                });
        };
    }

    /** What a constructor of somebody else does is beyond us, but not how long we wait for it. */
    private static Outcome limited(Callable<Outcome> loading) {
        FutureTask<Outcome> task = new FutureTask<>(loading);
        Thread thread = Thread.ofPlatform().daemon().name("plugin loading").start(task);
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new Outcome.Refused("it cannot be loaded: " + e.getCause());
        } catch (TimeoutException _) {
            thread.interrupt();
            return new Outcome.Refused("it was not loaded within " + PATIENCE.toSeconds() + "s");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused("interrupted while it was being loaded");
        }
    }

    private static Outcome provided(PluginFolder folder, String version, ModuleLayer layer) {
        List<EventHandlerProvider> handlers = services(layer, EventHandlerProvider.class);
        List<MonitorProvider> monitors = services(layer, MonitorProvider.class).stream()
                .<MonitorProvider>map(provider -> new ApartMonitors(provider, ApartMonitors.Limits.STANDARD))
                .toList();
        if (handlers.size() > 1) {
            return new Outcome.Refused("it provides " + handlers.size() + " event handlers; a plugin has one at most");
        }
        Optional<EventHandlerProvider> handler = handlers.stream().findFirst();
        if (handler.isPresent() && !handler.get().name().equals(folder.name())) {
            return new Outcome.Refused("its event handler is called "
                    + handler.get().name() + "; so must its directory be, which is " + folder.path());
        }
        List<SettingDeclaration> settings =
                handler.map(EventHandlerProvider::settings).orElse(List.of());
        Set<String> keys = new HashSet<>(RESERVED);
        for (SettingDeclaration setting : settings) {
            if (!keys.add(setting.key())) {
                return new Outcome.Refused(
                        "it declares the setting " + setting.key() + " twice, or it is one that every plugin has");
            }
        }
        return new Outcome.Loaded(new LoadedPlugin(version, handler, settings, monitors));
    }

    /** Of the plugin's own layer only; those of the daemon are found by others. */
    private static <T> List<T> services(ModuleLayer layer, Class<T> service) {
        List<T> found = new ArrayList<>();
        ServiceLoader.load(layer, service).stream()
                .filter(provider -> layer.equals(provider.type().getModule().getLayer()))
                .forEach(provider -> found.add(provider.get()));
        return found;
    }
}
