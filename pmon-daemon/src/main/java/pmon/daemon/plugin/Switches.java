package pmon.daemon.plugin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pmon.daemon.place.Permissions;

/**
 * What {@code pmon plugin enable} and {@code disable} said last: a file in the data directory with lines of the form {@code webhook on}.
 * Not the configuration, which is people's own, and not the store, which plugins that react to its events should not depend on.
 */
final class Switches {
    private static final String ON = "on";
    private static final String OFF = "off";

    private final Path file;
    private final Map<String, Boolean> byName = new TreeMap<>();

    private Switches(Path file) {
        this.file = file;
    }

    /** Nothing is said. */
    static Switches none(Path file) {
        return new Switches(file);
    }

    /** Reads them; a missing file says nothing, and neither does a line that is none. */
    static Switches of(Path file) throws IOException {
        Switches switches = new Switches(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ", -1);
                if (words.length == 2 && (words[1].equals(ON) || words[1].equals(OFF))) {
                    switches.byName.put(words[0], words[1].equals(ON));
                }
            }
        }
        return switches;
    }

    /** What was said about a plugin; empty when nothing was. */
    Optional<Boolean> of(String plugin, Optional<Boolean> otherwise) {
        return byName.containsKey(plugin) ? Optional.of(byName.getOrDefault(plugin, false)) : otherwise;
    }

    /** Keeps what is said now. */
    void put(String plugin, boolean on) throws IOException {
        Map<String, Boolean> next = new TreeMap<>(byName);
        next.put(plugin, on);
        List<String> lines = new ArrayList<>();
        next.forEach((name, is) -> lines.add(name + " " + (is ? ON : OFF)));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var out = Files.newByteChannel(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DSYNC),
                Permissions.attribute(0600))) {
            out.write(ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        byName.put(plugin, on);
    }
}
