import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lays what authors of plugins compile against into the image, as a Maven repository: the API, and the kit for their tests with what
 * that needs.
 */
final class Repository {
    private static final List<String> MODULES = List.of("pmon-api", "pmon-core", "pmon-testkit");

    private Repository() {}

    /**
     * Lays it.
     *
     * @param root the project's directory, all of whose modules are packed
     */
    static void lay(Path root, Path image, String version) throws IOException {
        Path group = image.resolve("share/repository/pmon");
        // Every other refers to it.
        put(root.resolve("pom.xml"), group, "pmon", version, ".pom");
        for (String module : MODULES) {
            Path directory = root.resolve(module);
            put(directory.resolve("pom.xml"), group, module, version, ".pom");
            put(directory.resolve("target/" + module + "-" + version + ".jar"), group, module, version, ".jar");
        }
    }

    private static void put(Path from, Path group, String artifact, String version, String ending) throws IOException {
        Path directory = Files.createDirectories(group.resolve(artifact).resolve(version));
        Files.copy(from, directory.resolve(artifact + "-" + version + ending));
    }
}
