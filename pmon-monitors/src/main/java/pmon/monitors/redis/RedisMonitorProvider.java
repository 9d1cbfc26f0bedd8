package pmon.monitors.redis;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy while a redis server answers PING with PONG. */
public final class RedisMonitorProvider implements MonitorProvider {
    private static final int STANDARD_PORT = 6379;
    private static final int MAX_PORT = 65_535;

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.optional(
                        "addr", SettingDeclaration.Type.TEXT, "localhost:6379", "`host:port` of the server."),
                SettingDeclaration.optional(
                        "username", SettingDeclaration.Type.TEXT, null, "The name that goes with the password."),
                SettingDeclaration.optional("password", SettingDeclaration.Type.SECRET, null, "Sent with AUTH first."),
                SettingDeclaration.optional(
                        "tls", SettingDeclaration.Type.FLAG, "false", "Whether the server speaks TLS."),
                SettingDeclaration.optional(
                        "ca_file",
                        SettingDeclaration.Type.TEXT,
                        null,
                        "PEM file of who signs its certificate, instead of the system's."));
    }

    @Override
    public Monitor open(PluginSettings settings) {
        Optional<String> password = settings.text("password");
        Optional<String> username = settings.text("username");
        if (username.isPresent() && password.isEmpty()) {
            throw new IllegalArgumentException("username goes with password, which is not set");
        }
        Optional<Path> authorities = settings.text("ca_file").map(Path::of);
        if (authorities.isPresent() && !settings.flag("tls")) {
            throw new IllegalArgumentException("ca_file goes with tls: true");
        }
        Dialling dialling = settings.flag("tls") ? new Dialling.Tls(authorities) : new Dialling.Plain();
        return new RedisMonitor(
                address(settings.text("addr").orElse("localhost:" + STANDARD_PORT)), dialling, username, password);
    }

    /** Not resolved: names are looked up at each check. */
    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        // A colon within brackets belongs to an IPv6 address.
        boolean port = colon > text.lastIndexOf(']');
        String host = port ? text.substring(0, colon) : text;
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return InetSocketAddress.createUnresolved(
                bare.isEmpty() ? "localhost" : bare, port ? port(text, text.substring(colon + 1)) : STANDARD_PORT);
    }

    private static int port(String addr, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number out of its range is.
        }
        throw new IllegalArgumentException("addr " + addr + ": the port is not a number within 1 to " + MAX_PORT);
    }
}
