package pmon.distribution.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import pmon.distribution.image.Shell;

/**
 * A server of Debian's: that of the system, or else its packages, downloaded once and unpacked below the build's directory. Nothing is
 * installed, configured or started by that, and no root is needed.
 *
 * @param program the executable
 * @param libraries where those of its libraries are that the system lacks
 */
record DebianServer(Path program, Path libraries) {
    private static final Path TARGET = Path.of(System.getProperty("pmon.image")).resolveSibling("servers");

    static DebianServer redis() throws Exception {
        return find("usr/bin/redis-server", List.of("redis-server", "redis-tools", "libjemalloc2", "liblzf1"));
    }

    static DebianServer nginx() throws Exception {
        return find("usr/sbin/nginx", List.of("nginx"));
    }

    /** The environment that it needs, as JSON. */
    String environment() {
        return "{\"LD_LIBRARY_PATH\": \"" + libraries + "\"}";
    }

    /** Without the package and without a way to it the test is left out. */
    private static DebianServer find(String program, List<String> packages) throws Exception {
        Path installed = Path.of("/").resolve(program);
        if (!Files.isExecutable(installed) && !Files.exists(TARGET.resolve(program))) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "there is no apt-get here");
            download(packages);
        }
        Path found = Files.isExecutable(installed) ? installed : TARGET.resolve(program);
        assumeTrue(Files.isExecutable(found), "apt-get cannot download " + packages);
        return new DebianServer(found, TARGET.resolve("lib"));
    }

    private static void download(List<String> packages) throws IOException, InterruptedException {
        Path downloads = Files.createDirectories(TARGET.resolve("download"));
        // The lists may be older than the archive; only root can renew them.
        new Shell(downloads, Map.of("PACKAGES", String.join(" ", packages))).run("sh", "-c", """
                apt-get -q download $PACKAGES || { apt-get -q update; apt-get -q download $PACKAGES; } || exit
                for package in $PACKAGES; do dpkg-deb -x "$package"_*.deb ..; done
                mkdir -p ../lib
                find ../usr/lib -name 'lib*.so*' -exec cp -P {} ../lib ';'
                """);
    }
}
