package pmon.daemon.plugin;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.Response.PluginView;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.daemon.config.Configuration;
import pmon.daemon.document.NearestWord;
import pmon.daemon.hook.Deadlines;
import pmon.daemon.hook.Lane;
import pmon.daemon.hook.Receiver;
import pmon.daemon.monitor.MonitorTypes;

/** All plugins, as people want them now. Any thread. */
public final class Plugins implements Receiver, AutoCloseable {
    private static final Logger LOG = System.getLogger(Plugins.class.getName());

    private final Supplier<Configuration> configuration;
    private final Switches switches;
    private final Deadlines deadlines = new Deadlines();
    private final Plugin.@Nullable Handlers handlers;
    private final Map<String, PluginFolder> folders = new LinkedHashMap<>();
    private final Map<String, Plugin> byName = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();
    /** Read by the event dispatch without waiting for a plugin that is being loaded. */
    private volatile List<Lane> lanes = List.of();

    private volatile @Nullable Configuration settled;
    private volatile @Nullable MonitorTypes monitorTypes;

    private Plugins(
            Switches switches,
            Supplier<Configuration> configuration,
            @Nullable Function<String, HandlerContext> contexts) {
        this.configuration = configuration;
        this.switches = switches;
        this.handlers = contexts == null ? null : new Plugin.Handlers(contexts, deadlines);
    }

    /** Where plugins are looked for; {@code bundled} is null where there is no image. */
    public record Directories(Path own, @Nullable Path bundled, Path switches) {
        /** Those of a daemon with this configuration. */
        public static Directories of(Configuration configuration) {
            String image = System.getProperty("pmon.image");
            return new Directories(
                    configuration.places().plugins(),
                    image == null ? null : Path.of(image, "plugins"),
                    configuration.places().data().resolve("plugins.state"));
        }
    }

    /** Loads those that people want, and begins to open their handlers. */
    public static Plugins open(
            Directories directories,
            PluginLoader loader,
            Supplier<Configuration> configuration,
            Function<String, HandlerContext> contexts)
            throws IOException {
        Plugins plugins = new Plugins(Switches.of(directories.switches()), configuration, contexts);
        plugins.find(directories, loader::load);
        plugins.settle(false, "");
        return plugins;
    }

    /** Loads those that people want, for looking at them only: nothing is opened. */
    public static Plugins look(Directories directories, PluginLoader loader, Configuration configuration) {
        Switches switches;
        try {
            switches = Switches.of(directories.switches());
        } catch (IOException _) {
            // The data directory is the daemon's, and may be closed to whoever checks a file.
            switches = Switches.none(directories.switches());
        }
        Plugins plugins = new Plugins(switches, () -> configuration, null);
        plugins.find(directories, loader::load);
        plugins.settle(false, "");
        return plugins;
    }

    private void find(Directories directories, Function<PluginFolder, PluginLoader.Outcome> loading) {
        Path image = directories.bundled();
        if (image != null) {
            PluginFolder.in(image, true).forEach(folder -> add(folder, new Plugin(folder, loading)));
        }
        for (PluginFolder folder : PluginFolder.in(directories.own(), false)) {
            PluginFolder other = folders.get(folder.name());
            if (other != null) {
                add(
                        new PluginFolder(folder.name() + " (" + folder.path() + ")", folder.path(), false),
                        Plugin.refused(
                                folder, "a plugin of this name comes with pmon, in " + other.path() + "; rename it"));
            } else if (!folder.name().matches("[a-z][a-z0-9-]*")) {
                add(folder, Plugin.refused(folder, "its directory is not named in lower case letters, digits and -"));
            } else {
                add(folder, new Plugin(folder, loading));
            }
        }
    }

    private void add(PluginFolder folder, Plugin plugin) {
        folders.put(folder.name(), folder);
        byName.put(folder.name(), plugin);
    }

    /**
     * Brings all to what people want now.
     *
     * @param anew also where nothing has changed
     * @param only the plugin that {@code anew} is about
     */
    private synchronized void settle(boolean anew, String only) {
        Configuration now = configuration.get();
        if (now == settled && !anew) {
            return;
        }
        settled = now;
        byName.forEach((key, plugin) -> {
            var section = now.plugin(key);
            boolean on = Plugin.wanted(
                    folders.getOrDefault(key, new PluginFolder(key, Path.of("/"), false)), section, switches);
            plugin.settle(section, on, anew && key.equals(only), handlers);
        });
        monitorTypes = gather();
        lanes = byName.values().stream()
                .flatMap(plugin -> Optional.ofNullable(plugin.lane()).stream())
                .toList();
        shown(false).stream()
                .filter(view -> view.state().equals("refused"))
                .forEach(view ->
                        view.problems().forEach(problem -> say("plugin " + view.name() + " is not used: " + problem)));
        strangers(now).forEach(this::say);
    }

    private void say(String problem) {
        if (said.add(problem)) {
            LOG.log(Level.ERROR, problem);
        }
    }

    /** Sections of plugins that are not there. */
    private List<String> strangers(Configuration now) {
        return now.writtenPlugins().stream()
                .filter(name -> !byName.containsKey(name))
                .map(name -> "plugins." + name + ": there is no such plugin" + NearestWord.hint(name, byName.keySet()))
                .toList();
    }

    /** All types of checks; a plugin with one that is there already is not used. */
    private MonitorTypes gather() {
        List<MonitorProvider> all = new ArrayList<>();
        ServiceLoader.load(MonitorProvider.class).forEach(all::add);
        for (Plugin plugin : byName.values()) {
            List<MonitorProvider> with = new ArrayList<>(all);
            with.addAll(plugin.monitors());
            try {
                var _ = new MonitorTypes(with);
                all = with;
            } catch (IllegalArgumentException e) {
                plugin.refuse(String.valueOf(e.getMessage()));
            }
        }
        return new MonitorTypes(all);
    }

    /** The types of checks that there are, those of plugins among them. */
    public MonitorTypes monitorTypes() {
        follow();
        MonitorTypes types = monitorTypes;
        return types == null ? MonitorTypes.installed() : types;
    }

    private void follow() {
        if (configuration.get() != settled) {
            settle(false, "");
        }
    }

    @Override
    public boolean wants(Occurrence.Kind kind) {
        follow();
        return lanes.stream().anyMatch(lane -> lane.wants(kind));
    }

    @Override
    public void give(Occurrence occurrence) {
        lanes.forEach(lane -> lane.give(occurrence));
    }

    /**
     * All of them.
     *
     * @param full with what is private to those who look after the daemon
     */
    public synchronized List<PluginView> views(boolean full) {
        follow();
        return shown(full);
    }

    private synchronized List<PluginView> shown(boolean full) {
        return byName.values().stream().map(plugin -> plugin.view(full)).toList();
    }

    /** Switches one on or off, for good; one that was switched off for its failures is tried again. False where there is none. */
    public synchronized boolean set(String name, boolean on) throws IOException {
        if (!byName.containsKey(name)) {
            return false;
        }
        switches.put(name, on);
        settle(true, name);
        return true;
    }

    /** What is wrong with what is written for plugins, a sentence each; loads those that something is written for. */
    public synchronized List<String> mistakes() {
        Configuration now = configuration.get();
        List<String> mistakes = new ArrayList<>(strangers(now));
        for (String name : now.writtenPlugins()) {
            Plugin plugin = byName.get(name);
            if (plugin != null && plugin.load() instanceof PluginLoader.Outcome.Loaded) {
                mistakes.addAll(plugin.mistakes(now.plugin(name)));
            }
        }
        return List.copyOf(mistakes);
    }

    @Override
    public void close() {
        List<Lane> last = lanes;
        lanes = List.of();
        last.forEach(Lane::closeAndWait);
        deadlines.close();
    }
}
