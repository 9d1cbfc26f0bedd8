package pmon.api.spi.monitor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/**
 * Makes monitors of one type. Stateless, found by {@link java.util.ServiceLoader}, chosen by name.
 *
 * <p>Threads: any, several at the same time. Of a plugin's provider {@link #name}, {@link #settings} and {@link #sources} are asked once,
 * while it is loaded; every other call has a time, and while one that took longer has not returned there are no others. Errors: whatever
 * is thrown besides {@link IllegalArgumentException} means that this type cannot be used.
 */
public interface MonitorProvider {
    /** The type that people write, such as {@code http}: lower case letters, digits and {@code -}. */
    String name();

    /** What people can set for a monitor of this type, besides what all monitors have (period, timeout, thresholds). */
    List<SettingDeclaration> settings();

    /** Where else than by looking its monitors learn something. */
    default Set<Source> sources() {
        return Set.of();
    }

    /**
     * What the program finds in its environment because it has such a monitor; what its own definition says comes before it. The program
     * is about to be started: of what takes a plugin longer than 100 ms it finds nothing.
     *
     * @throws IllegalArgumentException as {@link #open} does
     */
    default Map<String, String> environment(PluginSettings settings) {
        return Map.of();
    }

    /** What a program does by itself, and has to be heard from the beginning. */
    enum Source {
        /** What it tells: it finds {@code NOTIFY_SOCKET} in its environment. See {@link CheckContext#notices}. */
        NOTICES,
        /** What it prints. See {@link CheckContext#output}. */
        OUTPUT
    }

    /**
     * Makes a monitor. Nothing is checked yet, and nothing outside is touched. Also called, and closed at once, to look whether what
     * somebody wrote is right: of a plugin that takes longer than 5 s the monitor is refused.
     *
     * @throws IllegalArgumentException when the settings make no sense together, or a value is out of its range; the message is for the
     *     people who wrote them
     */
    Monitor open(PluginSettings settings);
}
