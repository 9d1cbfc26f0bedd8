package pmon.daemon.plugin;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;
import pmon.daemon.monitor.WrittenSettings;

/**
 * Monitors of a plugin. What it says of itself is asked once, while it is loaded; whatever else of it is called runs on platform threads and
 * is waited for only so long: one that computes for ever would keep the carrier of a virtual thread, and as many as there are processors
 * would silence the daemon.
 */
final class ApartMonitors implements MonitorProvider {
    /** For making a monitor, which touches nothing outside. */
    static final Duration OPENING = Duration.ofSeconds(5);

    /** The supervisor's thread waits for this, before it starts a program. */
    static final Duration ENVIRONMENT = Duration.ofMillis(100);

    /** Nobody waits for it; whoever takes longer is not asked to close again until then. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(ApartMonitors.class.getName());

    private final MonitorProvider provider;
    private final String name;
    private final List<SettingDeclaration> settings;
    private final Set<Source> sources;
    private final Limits limits;
    private final BoundedCalls opening;
    private final BoundedCalls telling;
    private final BoundedCalls closing;
    private volatile String said = "";

    /** @param opening see {@link #OPENING}; the others likewise */
    record Limits(Duration opening, Duration environment) {
        static final Limits STANDARD = new Limits(OPENING, ENVIRONMENT);
    }

    /**
     * Asks a provider what it has to say of itself.
     *
     * @throws IllegalArgumentException when a default is none of its setting's type
     */
    ApartMonitors(MonitorProvider provider, Limits limits) {
        this.provider = provider;
        this.limits = limits;
        name = provider.name();
        settings = List.copyOf(provider.settings());
        sources = Set.copyOf(provider.sources());
        opening = new BoundedCalls("monitor " + name);
        telling = new BoundedCalls("monitor " + name);
        closing = new BoundedCalls("monitor " + name);
        var _ = WrittenSettings.read(settings, Map.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<SettingDeclaration> settings() {
        return settings;
    }

    @Override
    public Set<Source> sources() {
        return sources;
    }

    /** Nothing where it does not answer at once: a program is not kept from being started. */
    @Override
    public Map<String, String> environment(PluginSettings values) {
        return switch (telling.within(limits.environment(), () -> Map.copyOf(provider.environment(values)))) {
            case BoundedCalls.Outcome.Returned(var environment) -> environment;
            case BoundedCalls.Outcome.Threw(var thrown) -> nothing(thrown.toString());
            case BoundedCalls.Outcome.GaveUp(var message) -> nothing(message);
        };
    }

    private Map<String, String> nothing(String why) {
        say("monitor type " + name + " does not tell what its programs find in their environment: " + why);
        return Map.of();
    }

    @Override
    public Monitor open(PluginSettings values) {
        return switch (opening.within(limits.opening(), () -> provider.open(values))) {
            case BoundedCalls.Outcome.Returned(var monitor) -> new ApartMonitor(name, monitor, this::close);
            case BoundedCalls.Outcome.Threw(IllegalArgumentException wrong) -> throw wrong;
            case BoundedCalls.Outcome.Threw(var thrown) -> throw unusable(thrown.toString());
            case BoundedCalls.Outcome.GaveUp(var message) -> throw unusable(message);
        };
    }

    private IllegalArgumentException unusable(String why) {
        say("monitor type " + name + ", which a plugin provides, cannot be used: " + why);
        return new IllegalArgumentException("monitor type " + name + " cannot be used: " + why);
    }

    /** Once, however often it is asked in vain. */
    private void say(String problem) {
        if (!problem.equals(said)) {
            said = problem;
            LOG.log(Level.WARNING, problem);
        }
    }

    private void close(Monitor monitor) {
        var _ = Thread.ofVirtual().start(() -> {
            switch (closing.within(CLOSING, () -> {
                monitor.close();
                return true;
            })) {
                case BoundedCalls.Outcome.Returned(var _) -> {}
                case BoundedCalls.Outcome.Threw(var thrown) ->
                    LOG.log(Level.WARNING, "while closing a monitor of type " + name + ": " + thrown);
                case BoundedCalls.Outcome.GaveUp(var message) ->
                    LOG.log(Level.WARNING, "a monitor of type " + name + " was not closed: " + message);
            }
        });
    }
}
