package pmon.daemon.config;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static pmon.daemon.config.Range.between;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pmon.api.process.LogSettings;
import pmon.api.process.Signal;
import pmon.daemon.config.Setting.Effect;
import pmon.daemon.place.Mode;

/**
 * The table of all settings. Names and standard values of those that pmon3 has are those of its documentation (1.16 for the older
 * keys, 1.18 for the newer ones); where pmon differs, the sentence says so.
 */
final class Settings {
    private static final List<Setting<?>> TABLE = new ArrayList<>();

    static final Setting<LogLevel> LOG_LEVEL = add(new Draft<>("log_level", debugFlag(Kind.choice(LogLevel.class)))
            .standard(LogLevel.INFO)
            .alsoFrom("PMON3_DEBUG")
            .says("How much the daemon tells in its own log."));
    static final Setting<Boolean> HANDLE_INTERRUPTS = add(new Draft<>("handle_interrupts", Kind.FLAG)
            .standard(true)
            .says("Whether programs are stopped when the daemon gets SIGTERM or SIGINT, to come back at its next start;"
                    + " otherwise they go on and are taken over."));
    static final Setting<Boolean> DISABLE_RELOADS = add(new Draft<>("disable_reloads", Kind.FLAG)
            .standard(false)
            .says("Whether changes of this file wait for the next start of the daemon instead of the next command."));
    static final Setting<Duration> PROCESS_MONITOR_INTERVAL =
            add(new Draft<>("process_monitor_interval", Kind.MILLISECONDS)
                    .standard(ofMillis(500))
                    .range(between(Kind.MILLISECONDS, ofMillis(1), ofHours(1)))
                    .says("The unit in which flap detection counts. Nothing is polled: exits are noticed at once."));
    static final Setting<Duration> INITIALIZATION_PERIOD = add(new Draft<>("initialization_period", Kind.SECONDS)
            .standard(ofSeconds(30))
            .range(between(Kind.SECONDS, ofSeconds(5), ofHours(24)).leniently())
            .effective(Effect.NEVER)
            .says("How long pmon3 waits before it looks at its programs."));
    static final Setting<Path> PROCESS_CONFIG_FILE = add(new Draft<>("process_config_file", Kind.PATH)
            .standard(_ -> null, "`process.config.json`, `.yaml` or `.toml` beside this file")
            .alsoFrom("PMON3_PROCESS_CONF")
            .formerly("apps_config_file", "CONFIGOR_APPSCONFIGFILE")
            .says("The file that lists programs to start."));
    static final Setting<Boolean> AUTOSTART_DAEMON = add(new Draft<>("autostart_daemon", Kind.FLAG)
            .standard(true)
            .says("Whether the commands that start programs start a missing daemon."));
    static final Setting<EnvInherit> ENV_INHERIT = add(new Draft<>("env_inherit", Kind.choice(EnvInherit.class))
            .standard(mode -> mode == Mode.SYSTEM ? EnvInherit.NONE : EnvInherit.CALLER, "caller (none in system mode)")
            .says("Whose environment a new program inherits besides PATH, LANG, TZ and its user's variables."));

    static final Setting<Duration> CMD_EXEC_RESPONSE = add(
            new Draft<>("wait.cmd_exec_response", Kind.MILLISECONDS)
                    .range(between(Kind.MILLISECONDS, ZERO, ofSeconds(10)).leniently())
                    .formerly("cmd_exec_response_wait", "CONFIGOR_CMDEXECRESPONSEWAIT")
                    .says(
                            "The longest that a changing command waits for its outcome, as `--timeout` does. pmon3 sleeps this long."));
    static final Setting<Duration> IPC_CONNECTION = add(new Draft<>("wait.ipc_connection", Kind.MILLISECONDS)
            .standard(ZERO)
            .range(between(Kind.MILLISECONDS, ZERO, ofSeconds(5)).leniently())
            .formerly("ipc_connection_wait", "CONFIGOR_IPCCONNECTIONWAIT")
            .effective(Effect.NEVER)
            .says("How long pmon3's client waits after it has connected."));
    static final Setting<Duration> DEPENDENT_PROCESS_ENQUEUED = add(new Draft<>(
                    "wait.dependent_process_enqueued", Kind.MILLISECONDS)
            .standard(ZERO)
            .range(between(Kind.MILLISECONDS, ZERO, ofSeconds(20)).leniently())
            .formerly("dependent_process_enqueued_wait", "CONFIGOR_DEPENDENTPROCESSENQUEUEDWAIT")
            .says("How long to wait after a program that others depend on has started. pmon3 waits 1s (1.16: 2s)."));
    static final Setting<Duration> START_GRACE = add(new Draft<>("wait.start_grace", Kind.MILLISECONDS)
            .standard(ofMillis(50))
            .range(between(Kind.MILLISECONDS, ZERO, ofSeconds(60)))
            .says("How long a started program has to live before the command that started it says so."));

    static final Setting<Duration> RESTART_MIN_UPTIME = add(new Draft<>("restart.min_uptime", Kind.DURATION)
            .standard(ofSeconds(1))
            .range(RestartTimes.MIN_UPTIME)
            .says("A program that lived this long is restarted at once; one that did not has to wait."));
    static final Setting<Duration> RESTART_INITIAL_DELAY = add(new Draft<>("restart.initial_delay", Kind.DURATION)
            .standard(ofMillis(100))
            .range(RestartTimes.INITIAL_DELAY)
            .says("The first of these waits; each further one is twice as long."));
    static final Setting<Duration> RESTART_MAX_DELAY = add(new Draft<>("restart.max_delay", Kind.DURATION)
            .standard(ofSeconds(30))
            .range(RestartTimes.MAX_DELAY)
            .says("The longest of these waits."));

    static final Setting<Signal> STOP_SIGNAL = add(new Draft<>("stop.signal", Kind.SIGNAL)
            .standard(Signal.TERM)
            .says("The signal that asks a program to end."));
    static final Setting<Duration> STOP_TIMEOUT = add(new Draft<>("stop.timeout", Kind.DURATION)
            .standard(ofSeconds(10))
            .range(between(Kind.DURATION, ZERO, ofHours(24)))
            .says("How long a program and everything it started may take to end before SIGKILL."));
    static final Setting<Duration> READY_TIMEOUT = add(new Draft<>("ready.timeout", Kind.DURATION)
            .standard(ofSeconds(60))
            .range(between(Kind.DURATION, ofMillis(1), ofHours(24)))
            .says("How long a program with a readiness check may take to become ready."));

    static final OwnershipSettings PERMISSIONS = OwnershipSettings.general();
    static final Setting<String> ADMIN_GROUP = add(new Draft<>("permissions.admin_group", Kind.TEXT)
            .forRoot()
            .says("Members of this group may act on all programs but root's."));
    static final Setting<Integer> MAX_PROGRAMS_PER_USER =
            add(new Draft<>("permissions.max_programs_per_user", Kind.COUNT)
                    .standard(1_000)
                    .range(between(Kind.COUNT, 1, 100_000))
                    .forRoot()
                    .says("How many programs each user but root may have, where the daemon serves all users."));
    static final Setting<Path> LOGS_DIRECTORY = add(new Draft<>("logs.directory", Kind.PATH)
            .standard(_ -> null, "`/var/log/pmond` (user mode: `~/.local/state/pmon/logs`)")
            .formerly("logs_dir", "CONFIGOR_LOGSDIR")
            .effective(Effect.AT_START)
            .says("Where the logs of programs are that name no other place."));
    static final OwnershipSettings LOGS = OwnershipSettings.of("logs", "0775 and 0660 (user mode: 0700 and 0600)");
    static final Setting<LogSettings.Mode> LOGS_MODE = add(new Draft<>("logs.mode", Kind.choice(LogSettings.Mode.class))
            .standard(LogSettings.Mode.TOGETHER)
            .says("How output gets into the log: captured with stderr in the same file, apart in a second one named"
                    + " `.err`, direct from the program, which is not rotated, or not at all."));
    static final Setting<Long> LOGS_MAX_SIZE = add(new Draft<>("logs.max_size", Kind.SIZE)
            .standard(10L << 20)
            .says("A log is rotated at the first newline behind this size; 0 never."));
    static final Setting<Duration> LOGS_MAX_AGE = add(new Draft<>("logs.max_age", Kind.DURATION)
            .standard(ZERO)
            .range(between(Kind.DURATION, ZERO, ofHours(100_000)))
            .says("A log of this age is rotated before its next line; 0s never."));
    static final Setting<Integer> LOGS_KEEP = add(new Draft<>("logs.keep", Kind.COUNT)
            .standard(5)
            .range(between(Kind.COUNT, 0, 1_000_000))
            .says("How many rotated logs of a program are kept; 0 keeps all."));
    static final Setting<Boolean> LOGS_COMPRESS =
            add(new Draft<>("logs.compress", Kind.FLAG).standard(false).says("Whether rotated logs are compressed."));
    static final Setting<Boolean> LOGS_TIMESTAMPS = add(new Draft<>("logs.timestamps", Kind.FLAG)
            .standard(false)
            .says("Whether each line gets the time in front, in UTC and milliseconds."));
    static final Setting<Long> LOGS_MAX_TOTAL = add(new Draft<>("logs.max_total", Kind.SIZE)
            .standard(0L)
            .says("What all rotated logs may take together; the oldest go first. 0 is no limit."));
    static final Setting<Duration> LOGS_FULL_GRACE = add(new Draft<>("logs.full_grace", Kind.DURATION)
            .standard(ofSeconds(5))
            .range(between(Kind.DURATION, ZERO, ofHours(24)))
            .says("How long a full disk holds a program up that prints."));
    static final Setting<LogSettings.OnFull> LOGS_ON_FULL =
            add(new Draft<>("logs.on_full", Kind.choice(LogSettings.OnFull.class))
                    .standard(LogSettings.OnFull.DROP)
                    .says("What happens after that: output is dropped and counted, or the program waits on (block)."));
    static final Setting<Path> DATA_DIRECTORY = add(new Draft<>("data.directory", Kind.PATH)
            .standard(_ -> null, "`/etc/pmon3/data` (user mode: `~/.local/state/pmon/data`)")
            .formerly("data_dir", "CONFIGOR_DATADIR")
            .effective(Effect.AT_START)
            .says("Where the database is."));
    static final OwnershipSettings DATA = OwnershipSettings.of("data", "0700 and 0600");
    static final Setting<String> STORE = add(
            new Draft<>("store.provider", Kind.TEXT)
                    .standard(_ -> null, "the one in the image; of several `sqlite`")
                    .effective(Effect.AT_START)
                    .says(
                            "What keeps the records, of what `pmon version` lists. Another one starts empty: see `pmon store copy`."));
    static final Setting<String> TRANSPORT = add(new Draft<>("message_queue.transport", Kind.TEXT)
            .standard(_ -> null, "the one in the image; of several `socket`")
            .effective(Effect.AT_START)
            .says("What carries commands, of what `pmon version` lists. Commands learn it from the daemon."));
    static final Setting<Path> SHMEM = add(new Draft<>("message_queue.directory.shmem", Kind.PATH)
            .standard(Path.of("/dev/shm"))
            .orFrom("CONFIGOR_MESSAGEQUEUE_DIRECTORY")
            .formerly("shmem_dir", "CONFIGOR_SHMEMDIR")
            .effective(Effect.AT_START)
            .says("Where queues in shared memory are, for the transport that uses them."));
    static final Setting<Path> POSIX_MQ = add(new Draft<>("message_queue.directory.posix_mq", Kind.PATH)
            .standard(Path.of("/dev/mqueue"))
            .formerly("posix_mq_dir", "CONFIGOR_POSIXMESSAGEQUEUEDIR")
            .effective(Effect.NEVER)
            .says("Where pmon3 finds POSIX message queues."));
    static final Setting<String> NAME_SUFFIX = add(new Draft<>("message_queue.name_suffix", Kind.TEXT)
            .effective(Effect.AT_START)
            .says("Put behind the name of the queue, for the transport that has one."));
    static final OwnershipSettings MESSAGE_QUEUE = OwnershipSettings.messageQueue();
    static final Setting<String> REMOTE_LISTEN = add(new Draft<>("remote.listen", Kind.TEXT)
            .effective(Effect.AT_START)
            .says("Where commands of other machines are taken, such as `tcp+tls://0.0.0.0:7443`; nowhere by default."));
    static final Setting<Path> REMOTE_KEYS = add(new Draft<>("remote.keys", Kind.PATH)
            .standard(_ -> null, "`tls` in the data directory")
            .effective(Effect.AT_START)
            .says("Where the keys for that are, and the list of clients that are let in; see `pmon tls`."));

    static final Setting<Path> ON_RESTART = add(script("process_restart")
            .formerly("on_process_restart_exec", "CONFIGOR_ONPROCESSRESTARTEXEC")
            .says("A script to run when a program has been restarted, with the program's JSON as first argument."));
    static final Setting<Path> ON_FAILURE = add(script("process_failure")
            .formerly("on_process_failure_exec", "CONFIGOR_ONPROCESSFAILUREEXEC")
            .says("The same for a program that failed and is not restarted."));
    static final Setting<Path> ON_BACKOFF =
            add(script("process_backoff").says("The same for a program that flap detection holds back."));
    static final Setting<Duration> EVENT_TIMEOUT = add(new Draft<>("event_handling.timeout", Kind.DURATION)
            .standard(ofSeconds(10))
            .range(between(Kind.DURATION, ofMillis(1), ofHours(1)))
            .says("How long such a script may take before it is killed."));

    static final Setting<Boolean> FLAP_ENABLED = add(new Draft<>("flap_detection.is_enabled", Kind.FLAG)
            .standard(false)
            .formerly("flap_detection_enabled", "CONFIGOR_FLAPDETECTIONENABLED")
            .says("Whether flap detection replaces the growing delay of `restart`."));
    static final Setting<Integer> FLAP_RESTARTED = add(
            threshold("restarted", 1, 5).says("How many automatic restarts within the countdown begin the backoff."));
    static final Setting<Integer> FLAP_COUNTDOWN = add(
            threshold("countdown", 1, 120).says("How many intervals of `process_monitor_interval` the backoff lasts."));
    static final Setting<Integer> FLAP_DECREMENT = add(
            threshold("decrement", 0, 60).says("How many intervals of the backoff earn one restart; 0 allows none."));

    static final Setting<Integer> HISTORY_PER_PROGRAM = add(new Draft<>("history.per_program", Kind.COUNT)
            .standard(1_000)
            .range(between(Kind.COUNT, 10, 100_000))
            .effective(Effect.AT_START)
            .says("How many events of one program are kept for `history` and `events`, and up to a tenth more."));
    static final Setting<Integer> HISTORY_TOTAL = add(new Draft<>("history.total", Kind.COUNT)
            .standard(100_000)
            .range(between(Kind.COUNT, 1_000, 10_000_000))
            .effective(Effect.AT_START)
            .says("How many events are kept of all programs together, and up to 1,000 more."));

    private Settings() {}

    /** All of them, in the order of the documentation. */
    static List<Setting<?>> all() {
        return Collections.unmodifiableList(TABLE);
    }

    static <T> Setting<T> add(Setting<T> setting) {
        TABLE.add(setting);
        return setting;
    }

    private static Draft<Path> script(String event) {
        // pmon3's page says EVENTHANDLER where its own rule would give EVENTHANDLING: both work.
        String suffix = event.replace("_", "").toUpperCase(Locale.ROOT);
        return new Draft<>("event_handling." + event, Kind.PATH).orFrom("CONFIGOR_EVENTHANDLER_" + suffix);
    }

    private static Draft<Integer> threshold(String name, int least, int standard) {
        return new Draft<>("flap_detection.threshold_" + name, Kind.COUNT)
                .standard(standard)
                .range(between(Kind.COUNT, least, 1_000_000))
                .formerly(
                        "flap_detection_threshold_" + name,
                        "CONFIGOR_FLAPDETECTIONTHRESHOLD" + name.toUpperCase(Locale.ROOT));
    }

    /** {@code PMON3_DEBUG=true} and {@code 1} mean debug. */
    private static Kind<LogLevel> debugFlag(Kind<LogLevel> words) {
        return new Kind<>(
                words.allowed(),
                words.words(),
                text -> text.equalsIgnoreCase("true") || text.equals("1")
                        ? Optional.of(LogLevel.DEBUG)
                        : words.parse().apply(text),
                words.show());
    }
}
