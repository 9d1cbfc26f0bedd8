package pmon.monitors.port;

import java.util.ArrayList;
import java.util.List;
import pmon.api.spi.plugin.SettingDeclaration;

/** TCP ports as people write them: one or several, in a list or separated by spaces. */
final class Ports {
    static final SettingDeclaration SETTING = SettingDeclaration.required(
            "port",
            SettingDeclaration.Type.TEXTS,
            "A port, or several in a list or separated by spaces, 1 to 65535 each.");

    private static final int MAX = 65_535;

    private Ports() {}

    static List<Integer> parse(List<String> texts) {
        List<Integer> ports = new ArrayList<>();
        for (String text : texts) {
            for (String word : text.strip().split("\\s+")) {
                ports.add(port(word));
            }
        }
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("port has to name at least one port");
        }
        return List.copyOf(ports);
    }

    private static int port(String word) {
        try {
            int port = Integer.parseInt(word);
            if (port >= 1 && port <= MAX) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number out of its range is.
        }
        throw new IllegalArgumentException("port \"" + word + "\" is not a number within 1 to " + MAX);
    }
}
