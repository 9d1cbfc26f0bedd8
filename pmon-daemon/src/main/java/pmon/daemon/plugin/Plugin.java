package pmon.daemon.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.api.process.WrittenValue;
import pmon.api.protocol.Response.PluginView;
import pmon.api.protocol.Response.SettingView;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;
import pmon.daemon.config.Durations;
import pmon.daemon.config.Flags;
import pmon.daemon.config.PluginSection;
import pmon.daemon.document.Mistake;
import pmon.daemon.hook.Deadlines;
import pmon.daemon.hook.Lane;
import pmon.daemon.monitor.WrittenSettings;

/** One plugin: what is on disk, whether people want it, and what has come of that. One thread at a time. */
final class Plugin {
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final List<SettingDeclaration> OWN = List.of(
            SettingDeclaration.optional(
                    "enabled", SettingDeclaration.Type.FLAG, null, "Whether the plugin is at work."),
            SettingDeclaration.optional(
                    "call_timeout",
                    SettingDeclaration.Type.DURATION,
                    "30s",
                    "How long one call of its handler may take."));

    private final PluginFolder folder;
    private final Function<PluginFolder, PluginLoader.Outcome> loading;
    private PluginLoader.@Nullable Outcome outcome;
    private @Nullable PluginSection section;
    private List<String> problems = List.of();
    private @Nullable Lane lane;
    /** The end of the handler before; null where there was none. */
    private @Nullable Thread ending;

    private boolean wanted;

    Plugin(PluginFolder folder, Function<PluginFolder, PluginLoader.Outcome> loading) {
        this.folder = folder;
        this.loading = loading;
    }

    /** A plugin that nothing is loaded of, whatever people say. */
    static Plugin refused(PluginFolder folder, String why) {
        return new Plugin(folder, _ -> new PluginLoader.Outcome.Refused(why));
    }

    String name() {
        return folder.name();
    }

    /** Whether people want it: what was said last, else what is written, else whether it was put there or set up by somebody. */
    static boolean wanted(PluginFolder folder, PluginSection section, Switches switches) {
        Optional<Boolean> written = section.values().get("enabled") instanceof WrittenValue.Text(String text)
                ? Flags.parse(text)
                : Optional.empty();
        return switches.of(folder.name(), written)
                .orElse(!folder.bundled() || !section.values().isEmpty());
    }

    /**
     * Brings it to what people want now.
     *
     * @param anew also where nothing has changed
     * @param handlers null opens none
     */
    void settle(PluginSection now, boolean on, boolean anew, @Nullable Handlers handlers) {
        boolean same = on == wanted && now.equals(section) && !anew;
        wanted = on;
        section = now;
        if (same) {
            return;
        }
        close();
        problems = List.of();
        if (on && load() instanceof PluginLoader.Outcome.Loaded(LoadedPlugin plugin)) {
            if (plugin.handler().isPresent() && handlers != null) {
                open(plugin.handler().get(), now, handlers);
            }
        }
    }

    /** Where handlers work. */
    record Handlers(Function<String, HandlerContext> contexts, Deadlines deadlines) {}

    /** Loads it if that was not tried yet. */
    PluginLoader.Outcome load() {
        PluginLoader.Outcome known = outcome;
        if (known == null) {
            known = loading.apply(folder);
            outcome = known;
        }
        return known;
    }

    /** It brings something that cannot be used. */
    void refuse(String why) {
        close();
        outcome = new PluginLoader.Outcome.Refused(why);
    }

    private void open(EventHandlerProvider provider, PluginSection written, Handlers handlers) {
        switch (read(written)) {
            case WrittenSettings.Reading.Wrong wrong -> problems = told(written, wrong);
            case WrittenSettings.Reading.Valid(PluginSettings settings) -> {
                Duration timeout = settings.duration("call_timeout").orElseThrow();
                if (timeout.isZero() || timeout.compareTo(LONGEST_CALL) > 0) {
                    problems = List.of(written.mistake("call_timeout", "is not between 1ms and 2h"));
                } else {
                    Thread before = ending;
                    lane = Lane.start(name(), timeout, handlers.deadlines(), () -> {
                        // What the one before holds, a port say, may be what this one needs.
                        if (before != null) {
                            before.join(timeout.dividedBy(2));
                        }
                        return provider.open(handlers.contexts().apply(name()), settings);
                    });
                }
            }
        }
    }

    /** What is wrong with what is written for it, as far as that can be told without opening it. */
    List<String> mistakes(PluginSection written) {
        return read(written) instanceof WrittenSettings.Reading.Wrong wrong ? told(written, wrong) : List.of();
    }

    private WrittenSettings.Reading read(PluginSection written) {
        List<SettingDeclaration> declared = new ArrayList<>(OWN);
        loaded().ifPresent(plugin -> declared.addAll(plugin.settings()));
        return WrittenSettings.read(declared, written.values());
    }

    private static List<String> told(PluginSection written, WrittenSettings.Reading.Wrong wrong) {
        List<String> told = new ArrayList<>();
        written.mistakes().stream().map(Mistake::text).forEach(told::add);
        wrong.problems()
                .forEach(problem -> told.add(written.mistake(String.valueOf(problem.key()), problem.message())));
        return List.copyOf(told);
    }

    private Optional<LoadedPlugin> loaded() {
        return outcome instanceof PluginLoader.Outcome.Loaded(LoadedPlugin plugin)
                ? Optional.of(plugin)
                : Optional.empty();
    }

    /** The checks that it brings; none while it is off. */
    List<MonitorProvider> monitors() {
        if (!wanted) {
            return List.of();
        }
        return loaded().map(LoadedPlugin::monitors).orElse(List.of());
    }

    @Nullable
    Lane lane() {
        return lane;
    }

    /** For people. */
    PluginView view(boolean full) {
        List<SettingView> settings = new ArrayList<>();
        PluginSection written = section;
        if (full && written != null && read(written) instanceof WrittenSettings.Reading.Valid(PluginSettings values)) {
            List<SettingDeclaration> declared = new ArrayList<>(OWN);
            loaded().ifPresent(plugin -> declared.addAll(plugin.settings()));
            declared.forEach(each -> settings.add(new SettingView(
                    each.key(), shown(each, values), written.sources().getOrDefault(each.key(), "default"))));
        }
        List<String> provides = new ArrayList<>();
        loaded().ifPresent(plugin -> {
            plugin.handler().ifPresent(handler -> provides.add("event handler"));
            plugin.monitors().forEach(monitor -> provides.add("monitor " + monitor.name()));
        });
        return new PluginView(
                name(), version(), state(), problems(), folder.path().toString(), provides, settings);
    }

    private static String shown(SettingDeclaration declared, PluginSettings values) {
        return declared.type() == SettingDeclaration.Type.DURATION
                ? values.duration(declared.key()).map(Durations::show).orElse("")
                : values.shown(declared.key());
    }

    private String version() {
        return loaded().map(LoadedPlugin::version).orElseGet(() -> PluginModules.version(folder));
    }

    private List<String> problems() {
        if (!wanted) {
            return List.of();
        }
        List<String> all = new ArrayList<>(problems);
        if (outcome instanceof PluginLoader.Outcome.Refused(String message)) {
            all.add(message);
        }
        Lane open = lane;
        if (open != null) {
            all.addAll(open.problems());
        }
        return all;
    }

    private String state() {
        if (!wanted) {
            return "disabled";
        }
        if (outcome instanceof PluginLoader.Outcome.Refused || !problems.isEmpty()) {
            return "refused";
        }
        Lane open = lane;
        if (open == null) {
            return "running";
        }
        return switch (open.state()) {
            case OPENING -> "starting";
            case OPEN -> "running";
            case OFF -> "switched-off";
            case CLOSED -> "disabled";
        };
    }

    void close() {
        Lane open = lane;
        lane = null;
        if (open != null) {
            ending = open.stop();
        }
    }
}
