package pmon.distribution.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import pmon.distribution.image.Shell;

/** The package that was built, and what a later one looks like. */
record DebianPackage(Path file, String version) {
    private static final Path BUILT = Path.of(System.getProperty("pmon.package"));
    private static final String LATER = "999.0.0";

    /** The one that was built; without dpkg the test is left out. */
    static DebianPackage built() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "there is no dpkg here");
        return new DebianPackage(BUILT, BUILT.getFileName().toString().replaceAll("^pmon_([^_]*)_.*", "$1"));
    }

    /** The same files as a later version. */
    DebianPackage later(Path directory) throws IOException, InterruptedException {
        Path later = directory.resolve("later.deb");
        var repacked = new Shell(directory, Map.of("DEB", file.toString(), "OLD", version, "NEW", LATER))
                .run("sh", "-ec", """
                        dpkg-deb -R "$DEB" later
                        mv "later/usr/lib/pmon/$OLD" "later/usr/lib/pmon/$NEW"
                        sed -i "s/^Version: .*/Version: $NEW/" later/DEBIAN/control
                        sed -i "s/$OLD/$NEW/g" later/DEBIAN/p*
                        for name in pmon pmon3 pmond procdog procmon; do ln -sfn "../lib/pmon/$NEW/bin/$name" "later/usr/bin/$name"; done
                        dpkg-deb --root-owner-group -Znone -b later later.deb
                        rm -r later
                        """);
        assertThat(repacked.code()).as(repacked.err()).isZero();
        return new DebianPackage(later, LATER);
    }
}
