package pmon.distribution.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.distribution.image.Shell;

/** The package installed into a directory, by dpkg and as whoever runs the tests: what needs neither root nor a machine. */
class RootlessIT {
    private static final Path IMAGE = Path.of(System.getProperty("pmon.image"));

    @TempDir
    private Path temp;

    private DebianPackage built;
    private Path root;

    @BeforeEach
    void layDatabase() throws IOException {
        built = DebianPackage.built();
        root = temp.resolve("root");
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createFile(root.resolve("var/lib/dpkg/status"));
    }

    @AfterEach
    void stop() throws Exception {
        shell().run(IMAGE.resolve("bin/pmon").toString(), "kill", "--force");
        run(IMAGE.resolve("bin/pmon").toString(), "daemon", "stop");
    }

    @Test
    void anUpgradeStopsNoProgramAndKeepsTheImageOfADaemon() throws Exception {
        dpkg("--install", built.file().toString());
        Path pmon = root.resolve("usr/bin/pmon");
        assertThat(run(pmon.toString(), "version")).startsWith("pmon " + built.version());
        run(pmon.toString(), "exec", "sleep", "--", "1000");
        String before = run(pmon.toString(), "desc", "sleep", "--json").replaceAll(".*(\"pid\":\\d+).*\n", "$1");

        DebianPackage later = built.later(temp);
        assertThat(dpkg("--install", later.file().toString())).contains("keeping ");
        Path images = root.resolve("usr/lib/pmon");
        assertThat(pmon.toRealPath()).startsWith(images.resolve(later.version()).toRealPath());
        assertThat(images.resolve(built.version()).resolve("bin/pmond")).exists();
        run(pmon.toString(), "daemon", "stop", "--keep-programs");
        run(pmon.toString(), "daemon", "start");
        assertThat(run(pmon.toString(), "desc", "sleep", "--json")).contains(before + ",", "\"restart_count\":0");

        run(pmon.toString(), "stop", "sleep");
        run(pmon.toString(), "daemon", "stop");
        dpkg("--install", later.file().toString());
        assertThat(images.resolve(built.version())).doesNotExist();
    }

    @Test
    void removalKeepsTheConfigurationAndPurgingNothing() throws Exception {
        dpkg("--install", built.file().toString());
        assertThat(root.resolve("etc/systemd/system/multi-user.target.wants/pmond.service"))
                .isSymbolicLink();
        dpkg("--remove", "pmon");
        assertThat(root.resolve("etc/pmon3/config/config.yml")).exists();
        assertThat(root.resolve("usr")).doesNotExist();
        dpkg("--purge", "pmon");
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.filter(file -> !Files.isDirectory(file) && !file.startsWith(root.resolve("var/lib/dpkg"))))
                    .isEmpty();
        }
    }

    private String dpkg(String action, String what) throws Exception {
        return run(
                "dpkg",
                "--root=" + root,
                "--log=" + temp.resolve("dpkg.log"),
                "--force-script-chrootless,not-root,depends,unsafe-io,bad-path",
                "--no-triggers",
                action,
                what);
    }

    private String run(String... command) throws Exception {
        var result = shell().run(command);
        assertThat(result.code())
                .as("%s\n%s", String.join(" ", command), result.err())
                .isZero();
        return result.out();
    }

    private Shell shell() {
        return new Shell(temp, Map.of("PMON_HOME", temp.resolve("home").toString()));
    }
}
