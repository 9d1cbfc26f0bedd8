package pmon.daemon.place;

import java.nio.file.Path;
import java.util.List;

/**
 * Where things are. All paths are absolute.
 *
 * @param config the configuration file; it need not exist
 * @param processConfigs where process configuration is looked for when no setting names it; the first that exists counts
 * @param data directory of the database
 * @param logs directory of the logs of programs that have no other
 * @param run directory of the socket, of {@code endpoint} and of whatever else lives no longer than the daemon
 * @param plugins directory of plugins
 * @param working where relative paths in environment variables start
 */
public record Places(
        Mode mode, Path config, List<Path> processConfigs, Path data, Path logs, Path run, Path plugins, Path working) {
    /** In the place of the directory of logs where there is none: programs print to where the daemon does. */
    public static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

    /** What an entry may name as its log then, too. */
    public static final Path STANDARD_ERROR = Path.of("/dev/stderr");

    public Places {
        processConfigs = List.copyOf(processConfigs);
    }

    /** The same, with directories that the configuration chose. */
    public Places with(Path newData, Path newLogs) {
        return new Places(mode, config, processConfigs, newData, newLogs, run, plugins, working);
    }
}
