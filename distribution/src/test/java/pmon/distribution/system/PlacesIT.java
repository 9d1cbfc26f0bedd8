package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.distribution.image.Parts;
import pmon.distribution.image.Shell;

/** Directories that are not like others, and an image that is not where it was built. */
class PlacesIT {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with blanks and 'quotes'",
                "ünïcödé ☃",
                "$HOME;*",
                "deep/0123456789012345678901234567890123456789/0123456789012345678901234567890123456789/0123456789012345678901234567890123456789"
            })
    void anyDirectoryWillDo(String name) throws Exception {
        PmonHome home = PmonHome.named(name);
        try {
            Path sleeper = home.script("a sleeper", "echo hello", "exec sleep 1000");
            home.pmon("exec", sleeper.toString(), "--name", "sleeper").succeeds();
            Await.until(
                    "it says hello",
                    () -> home.pmon("log", "sleeper").succeeds().out().equals("hello\n"));
            assertThat(home.json("ls").get(0).get("log").asString())
                    .isEqualTo(home.log("sleeper").toString());
            home.live("sleeper").kill();
            Await.until(
                    "it is back",
                    () -> home.desc("sleeper").get("restart_count").asInt() == 1);
            home.pmon("stop", "sleeper").succeeds();
        } finally {
            home.close();
        }
    }

    @Test
    void theImageWorksWhereverItIsMovedAndCalledFrom() throws Exception {
        Path moved = temp.resolve("moved image");
        copy(PmonHome.IMAGE, moved);
        Path link = Files.createSymbolicLink(temp.resolve("linked"), moved.resolve("bin/pmon"));
        PmonHome home = PmonHome.ofImage(moved);
        try {
            String sleeper = home.script("sleeper", "exec sleep 1000").toString();
            home.run(link.toString(), "exec", sleeper).succeeds();
            assertThat(home.daemon().commandLine().getFirst()).startsWith(moved.toString());
            assertThat(home.run(moved.resolve("bin/pmon3").toString(), "ls", "--json")
                            .succeeds()
                            .json())
                    .hasSize(1);
        } finally {
            home.close();
        }
    }

    @Test
    void aMovedImageStartsFromItsCache() throws Exception {
        Path moved = temp.resolve("moved");
        copy(PmonHome.IMAGE, moved);
        PmonHome home = PmonHome.ofImage(moved);
        try {
            home.startDaemon();
            Path options = moved.resolve("lib/pmon.jvmargs");
            Path log = temp.resolve("jvm.log");
            Files.writeString(
                    options,
                    Files.readString(options) + "-XX:AOTMode=on\n-Xlog:aot*=info,class+load=info:file=" + log + "\n");
            home.pmon("ls").succeeds();
            var lines = Files.readAllLines(log);
            assertThat(lines).noneMatch(line -> line.contains("mismatch") || line.contains("Unable to"));
            long loaded =
                    lines.stream().filter(line -> line.contains("source:")).count();
            long elsewhere = lines.stream()
                    .filter(line -> line.contains("source:") && !line.contains("source: shared objects file"))
                    .count();
            assertThat(loaded).isGreaterThan(300);
            // Chronicle spins some of its own at every start.
            assertThat(elsewhere)
                    .as("classes that are not in the cache")
                    .isLessThan(Parts.present("ipc-socket") ? 20 : 40);
        } finally {
            home.close();
        }
    }

    private void copy(Path from, Path to) throws Exception {
        var copied = new Shell(temp, Map.of()).run("cp", "-a", from.toString(), to.toString());
        assertThat(copied.code()).as(copied.err()).isZero();
    }
}
