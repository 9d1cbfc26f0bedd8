package pmon.distribution.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIT {
    private static final Path IMAGE = Path.of(System.getProperty("pmon.image"));

    @TempDir
    private Path temp;

    @Test
    void theCommandLineStarts() throws Exception {
        var result = new Shell(temp, Map.of("PMON_HOME", temp.toString()))
                .run(IMAGE.resolve("bin/pmon").toString(), "version");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isNotBlank();
    }

    @Test
    void noTextNamesThePlaceWhereItWasBuilt() throws IOException {
        List<Path> texts = filesBelow("").stream()
                .filter(file -> !file.startsWith(IMAGE.resolve("lib/runtime")))
                .filter(file -> !file.toString().matches(".*\\.(so|aot|jar)"))
                .toList();
        assertThat(texts)
                .hasSizeGreaterThan(4)
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .doesNotContain(IMAGE.getParent().toString()));
    }

    @Test
    void librariesAreThereOnceAndForThisPlatform() throws IOException {
        List<Path> libraries = new ArrayList<>();
        if (Parts.present("ipc-socket")) {
            libraries.add(IMAGE.resolve("lib/native/libjunixsocket-native.so"));
        }
        if (Parts.present("store-sqlite")) {
            libraries.add(IMAGE.resolve("lib/native/libsqlitejdbc.so"));
        }
        assertThat(filesBelow("lib/native")).containsExactlyInAnyOrderElementsOf(libraries);
    }

    @Test
    void thePartsOfItsProfileAreInsideAndNoOthers() throws Exception {
        var shell = new Shell(temp, Map.of("PMON_HOME", temp.toString()));
        var modules = shell.run(IMAGE.resolve("lib/runtime/bin/java").toString(), "--list-modules");
        assertThat(modules.out().lines().map(line -> line.replaceAll("@.*", "")))
                .filteredOn(name -> Parts.MODULES.containsKey(name))
                .containsExactlyInAnyOrderElementsOf(Parts.modules());
        var version = shell.run(IMAGE.resolve("bin/pmon").toString(), "version");
        assertThat(version.out())
                .contains(
                        "ipc     " + Parts.names("ipc") + ", tcp+tls\n",
                        "store   " + Parts.names("store") + "\n",
                        "kernel  linux\n",
                        "plugins exec-hook, metrics, webhook\n")
                .doesNotContain("uses");
    }

    private static List<Path> filesBelow(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(IMAGE.resolve(directory))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
