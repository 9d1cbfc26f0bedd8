package pmon.api.spi.monitor;

import java.util.List;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Makes monitors of one type. Stateless, found by {@link java.util.ServiceLoader}, chosen by name. */
public interface MonitorProvider {
    /** The type that people write, such as {@code http}: lower case letters, digits and {@code -}. */
    String name();

    /** What people can set for a monitor of this type, besides what all monitors have (period, timeout, thresholds). */
    List<SettingDeclaration> settings();

    /**
     * Makes a monitor. Nothing is checked yet, and nothing outside is touched.
     *
     * @throws IllegalArgumentException when the settings make no sense together, or a value is out of its range; the message is for the
     *     people who wrote them
     */
    Monitor open(PluginSettings settings);
}
