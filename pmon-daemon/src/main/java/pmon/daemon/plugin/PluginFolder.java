package pmon.daemon.plugin;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pmon.daemon.place.Reason;

/**
 * A directory with the jars of one plugin; its name is the plugin's.
 *
 * @param bundled whether it came with the image, whose files are trusted as the daemon's own
 */
public record PluginFolder(String name, Path path, boolean bundled) {
    private static final Logger LOG = System.getLogger(PluginFolder.class.getName());

    /** The plugins of a directory, in the order of the alphabet; none when it does not exist. */
    static List<PluginFolder> in(Path plugins, boolean bundled) {
        List<PluginFolder> found = new ArrayList<>();
        if (Files.isDirectory(plugins)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(plugins, Files::isDirectory)) {
                all.forEach(
                        path -> found.add(new PluginFolder(path.getFileName().toString(), path, bundled)));
            } catch (IOException e) {
                LOG.log(Level.ERROR, "cannot look for plugins in " + plugins + ": " + Reason.of(e));
            }
        }
        found.sort(Comparator.comparing(PluginFolder::name));
        return List.copyOf(found);
    }

    /** Its jars, in the order of the alphabet. */
    List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path, "*.jar")) {
            all.forEach(jars::add);
        }
        jars.sort(Comparator.naturalOrder());
        return List.copyOf(jars);
    }
}
