package pmon.api.spi.event;

import java.util.List;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/**
 * Makes the handler of a plugin. Stateless, found by {@link java.util.ServiceLoader} in the plugin's module layer; a plugin has at most
 * one.
 *
 * <p>Time: the constructor, {@link #name}, {@link #settings} and {@link #open} are called on threads that nobody else needs; a plugin
 * that is not loaded within 5 s, or not open within its {@code call_timeout} (30 s unless people say otherwise), is refused.
 */
public interface EventHandlerProvider {
    /** The plugin's name: that of its directory, lower case letters, digits and {@code -}. */
    String name();

    /** What people can set in {@code plugins.NAME}, besides {@code enabled} and {@code call_timeout}, which every plugin has. */
    List<SettingDeclaration> settings();

    /**
     * Makes a handler. Called again, for another one, when people change the settings or switch the plugin off and on; two handlers of
     * one plugin are never at work at the same time, unless one of them did not end in time.
     *
     * @param context what the daemon does for the handler, as long as that is open
     * @throws IllegalArgumentException when the settings make no sense together, or a value is out of its range; the message is for the
     *     people who wrote them
     * @throws Exception when it cannot work; people are told the message, and the plugin stays off
     */
    EventHandler open(HandlerContext context, PluginSettings settings) throws Exception;
}
