package pmon.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;
import pmon.api.protocol.Response.SettingView;
import pmon.api.spi.transport.SharedMemory;
import pmon.core.lifecycle.FlapRule;
import pmon.core.supervisor.Defaults;
import pmon.daemon.place.Mode;
import pmon.daemon.place.OwnDirectory;
import pmon.daemon.place.Places;

/** The daemon's settings as they are now: checked, complete, never changing. The meaning of each is in the {@code Settings} table. */
public final class Configuration {
    /** What the handler of a script takes besides the script. */
    private static final Duration HANDLING_A_SCRIPT = Duration.ofSeconds(10);

    private final Values values;
    private final Places places;
    private final List<String> warnings;

    Configuration(Values values, Places defaultPlaces, List<String> warnings) {
        this.values = values;
        this.places = defaultPlaces.with(values.of(Settings.DATA_DIRECTORY), values.of(Settings.LOGS_DIRECTORY));
        this.warnings = List.copyOf(warnings);
    }

    /** Where things are, with the directories that the configuration chose. */
    public Places places() {
        return places;
    }

    /** What was strange about the file or the variables, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    public LogLevel logLevel() {
        return values.of(Settings.LOG_LEVEL);
    }

    public boolean handleInterrupts() {
        return values.of(Settings.HANDLE_INTERRUPTS);
    }

    /** Whether a changed file counts before the daemon starts again. */
    public boolean reloads() {
        return !values.of(Settings.DISABLE_RELOADS);
    }

    public boolean autostartDaemon() {
        return values.of(Settings.AUTOSTART_DAEMON);
    }

    public EnvInherit envInherit() {
        return values.of(Settings.ENV_INHERIT);
    }

    /** The process configuration that a setting or a variable names; null leaves it to {@link Places#processConfigs}. */
    public @Nullable Path processConfigFile() {
        return values.orNull(Settings.PROCESS_CONFIG_FILE);
    }

    public Duration readyTimeout() {
        return values.of(Settings.READY_TIMEOUT);
    }

    public Wait waits() {
        return new Wait(
                values.orNull(Settings.CMD_EXEC_RESPONSE),
                values.of(Settings.DEPENDENT_PROCESS_ENQUEUED),
                values.of(Settings.START_GRACE));
    }

    public Restart restart() {
        return new Restart(
                values.of(Settings.RESTART_MIN_UPTIME),
                values.of(Settings.RESTART_INITIAL_DELAY),
                values.of(Settings.RESTART_MAX_DELAY));
    }

    public Stop stop() {
        return new Stop(values.of(Settings.STOP_SIGNAL), values.of(Settings.STOP_TIMEOUT));
    }

    public FlapDetection flapDetection() {
        return new FlapDetection(
                values.of(Settings.FLAP_ENABLED),
                values.of(Settings.FLAP_RESTARTED),
                values.of(Settings.FLAP_COUNTDOWN),
                values.of(Settings.FLAP_DECREMENT),
                values.of(Settings.PROCESS_MONITOR_INTERVAL));
    }

    public EventScripts eventScripts() {
        return new EventScripts(
                values.orNull(Settings.ON_RESTART),
                values.orNull(Settings.ON_FAILURE),
                values.orNull(Settings.ON_BACKOFF),
                values.of(Settings.EVENT_TIMEOUT));
    }

    /** What is written for a plugin. The scripts of {@code event_handling} are told to {@code exec-hook}. */
    public PluginSection plugin(String name) {
        PluginSection section = values.plugins().getOrDefault(name, PluginSection.empty(name));
        EventScripts scripts = eventScripts();
        Map<String, String> told = new TreeMap<>();
        tell(told, "process_restart", scripts.restart());
        tell(told, "process_failure", scripts.failure());
        tell(told, "process_backoff", scripts.backoff());
        if (!name.equals("exec-hook") || (told.isEmpty() && section.values().isEmpty())) {
            return section;
        }
        told.put("timeout", Durations.show(scripts.timeout()));
        // A script that takes too long is killed and told about by the handler itself.
        told.put("call_timeout", Durations.show(scripts.timeout().plus(HANDLING_A_SCRIPT)));
        return section.over(told, "event_handling");
    }

    private static void tell(Map<String, String> told, String key, @Nullable Path script) {
        if (script != null) {
            told.put(key, script.toString());
        }
    }

    /** Those that something is written for, in the order of the alphabet. */
    public List<String> writtenPlugins() {
        return values.plugins().keySet().stream().sorted().toList();
    }

    /** What applies to the logs of programs that say nothing themselves. */
    public CaptureRules captureRules() {
        return new CaptureRules(
                values.of(Settings.LOGS_MAX_SIZE),
                values.of(Settings.LOGS_MAX_AGE),
                values.of(Settings.LOGS_KEEP),
                values.of(Settings.LOGS_COMPRESS),
                values.of(Settings.LOGS_TIMESTAMPS),
                values.of(Settings.LOGS_MODE),
                values.of(Settings.LOGS_FULL_GRACE),
                values.of(Settings.LOGS_ON_FULL));
    }

    /** Bytes that all rotated logs may take together; 0 is no limit. */
    public long logsMaxTotal() {
        return values.of(Settings.LOGS_MAX_TOTAL);
    }

    /** The group whose members may act on all programs but root's; null when there is none. */
    public @Nullable String adminGroup() {
        return values.orNull(Settings.ADMIN_GROUP);
    }

    /** The name of the store; null leaves it to the image. */
    public @Nullable String store() {
        return values.orNull(Settings.STORE);
    }

    /** The name of the transport; null leaves it to the image. */
    public @Nullable String transport() {
        return values.orNull(Settings.TRANSPORT);
    }

    /** Where commands of other machines are taken; null nowhere. */
    public @Nullable String remoteListen() {
        return values.orNull(Settings.REMOTE_LISTEN);
    }

    /** The directory of the keys for that. */
    public Path remoteKeys() {
        Path keys = values.orNull(Settings.REMOTE_KEYS);
        return keys == null ? places.data().resolve("tls") : keys;
    }

    public Queue messageQueue() {
        return new Queue(
                values.of(Settings.SHMEM),
                values.orNull(Settings.NAME_SUFFIX),
                or(Settings.MESSAGE_QUEUE.user(), Settings.PERMISSIONS.user()),
                or(Settings.MESSAGE_QUEUE.group(), Settings.PERMISSIONS.group()),
                values.of(Settings.MESSAGE_QUEUE.directoryMode()),
                values.of(Settings.MESSAGE_QUEUE.fileMode()));
    }

    /** The directory of programs' logs. */
    public OwnDirectory logsDirectory() {
        return directory("log directory", places.logs(), Settings.LOGS, systemMode() ? 0775 : 0700);
    }

    /** The mode of a log file that the daemon makes. */
    public int logFileMode() {
        return mode(Settings.LOGS.fileMode(), Settings.PERMISSIONS.fileMode(), systemMode() ? 0660 : 0600);
    }

    /** The directory of the database. */
    public OwnDirectory dataDirectory() {
        return directory("data directory", places.data(), Settings.DATA, 0700);
    }

    /** The mode of files in the data directory. */
    public int dataFileMode() {
        return mode(Settings.DATA.fileMode(), Settings.PERMISSIONS.fileMode(), 0600);
    }

    /**
     * The directory of the socket.
     *
     * @param openToUsers whether others may enter it
     */
    public OwnDirectory runDirectory(boolean openToUsers) {
        return new OwnDirectory("run directory", places.run(), openToUsers ? 0711 : 0700, null, null);
    }

    /** Whether a daemon of this user takes commands from all users: only one of root can act for them. */
    public boolean servesEverybody(long uid) {
        return uid == 0 && messageQueue().openToUsers();
    }

    /** How many events are kept. */
    public History history() {
        return new History(values.of(Settings.HISTORY_PER_PROGRAM), values.of(Settings.HISTORY_TOTAL));
    }

    /** What decisions depend on. */
    public Defaults defaults() {
        return new Defaults(
                restart().minUptime(),
                restart().initialDelay(),
                restart().maxDelay(),
                stop().signal(),
                stop().timeout(),
                values.of(Settings.START_GRACE),
                flapRule(),
                waits().dependentProcessEnqueued(),
                readyTimeout(),
                messageQueue().openToUsers() ? values.of(Settings.MAX_PROGRAMS_PER_USER) : Integer.MAX_VALUE);
    }

    private @Nullable FlapRule flapRule() {
        FlapDetection flaps = flapDetection();
        return flaps.enabled()
                ? new FlapRule(
                        flaps.thresholdRestarted(),
                        flaps.interval().multipliedBy(flaps.thresholdCountdown()),
                        flaps.interval().multipliedBy(flaps.thresholdDecrement()))
                : null;
    }

    /** All settings with their values and sources, in the order of the documentation. */
    public List<SettingView> effective() {
        List<SettingView> all = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            all.add(effective(setting));
        }
        return List.copyOf(all);
    }

    Values values() {
        return values;
    }

    private <T> SettingView effective(Setting<T> setting) {
        String source = values.source(setting).text();
        boolean idle = setting.effect() == Setting.Effect.NEVER;
        return new SettingView(
                setting.key(),
                setting.show(values.orNull(setting)).orElse(""),
                idle ? source + " (has no effect)" : source);
    }

    private OwnDirectory directory(String purpose, Path path, OwnershipSettings settings, int builtIn) {
        return new OwnDirectory(
                purpose,
                path,
                mode(settings.directoryMode(), Settings.PERMISSIONS.directoryMode(), builtIn),
                or(settings.user(), Settings.PERMISSIONS.user()),
                or(settings.group(), Settings.PERMISSIONS.group()));
    }

    private boolean systemMode() {
        return places.mode() == Mode.SYSTEM;
    }

    private int mode(Setting<Integer> own, Setting<Integer> general, int builtIn) {
        Integer mode = or(own, general);
        return mode == null ? builtIn : mode;
    }

    private <T> @Nullable T or(Setting<T> own, Setting<T> general) {
        T value = values.orNull(own);
        return value == null ? values.orNull(general) : value;
    }

    /**
     * Times of waiting.
     *
     * @param cmdExecResponse the default of {@code --timeout}; null sets none
     */
    public record Wait(@Nullable Duration cmdExecResponse, Duration dependentProcessEnqueued, Duration startGrace) {}

    /** How long a program that ends too soon has to wait. */
    public record Restart(Duration minUptime, Duration initialDelay, Duration maxDelay) {}

    /** How programs are stopped. */
    public record Stop(Signal signal, Duration timeout) {}

    /** Flap detection; countdown and decrement are counted in units of {@code interval}. */
    public record FlapDetection(
            boolean enabled,
            int thresholdRestarted,
            int thresholdCountdown,
            int thresholdDecrement,
            Duration interval) {}

    /** How many events are kept of each program, and of all. */
    public record History(int perProgram, int total) {}

    /** Scripts to run at events; null runs none. */
    public record EventScripts(
            @Nullable Path restart,
            @Nullable Path failure,
            @Nullable Path backoff,
            Duration timeout) {}

    /** Where and for whom the transport works. */
    public record Queue(
            Path sharedMemory,
            @Nullable String nameSuffix,
            @Nullable String user,
            @Nullable String group,
            int directoryMode,
            int fileMode) {
        /** What a transport is told of it. */
        public SharedMemory memory() {
            return new SharedMemory(sharedMemory, Objects.requireNonNullElse(nameSuffix, ""), directoryMode, fileMode);
        }

        /** Whether a root daemon takes commands from all users, each for their own programs. */
        public boolean openToUsers() {
            return (fileMode & 0006) == 0006;
        }
    }
}
