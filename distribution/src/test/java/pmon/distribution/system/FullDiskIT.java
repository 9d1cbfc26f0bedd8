package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Everything of pmon's is on a disk that is full: what runs goes on, what does not work is said, and the next daemon goes on, too. */
class FullDiskIT {
    @Test
    void nothingIsLostAndNothingIsToldWrong() throws Exception {
        PmonHome home = PmonHome.create();
        try {
            assumeTrue(System.getProperty("user.name").equals("root"), "only root mounts");
            Files.createDirectories(home.directory());
            assumeTrue(
                    shell(
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "size=3m,mode=700",
                            "tmpfs",
                            home.directory().toString()),
                    "this machine lets nobody mount");
            try {
                run(home);
            } finally {
                home.pmon("kill", "--force");
                home.pmon("daemon", "stop");
                shell("umount", "-l", home.directory().toString());
            }
        } finally {
            home.close();
        }
    }

    private static void run(PmonHome home) throws Exception {
        String sleeper = home.script("sleeper", "exec sleep 1000").toString();
        home.pmon("exec", sleeper, "--name", "stays").succeeds();
        home.pmon("exec", sleeper, "--name", "goes").succeeds();
        Live stays = home.live("stays");
        Live goes = home.live("goes");
        Path filling = fill(home.directory());

        Answer exec = home.pmon("exec", sleeper, "--name", "new").failsWith(1);
        assertThat(exec.err()).contains("no space is left", "meanwhile new is not there");
        Answer stop = home.pmon("stop", "goes").failsWith(1);
        assertThat(stop.err()).contains("no space is left", "meanwhile goes is stopped");
        assertThat(goes.lives()).isFalse();
        assertThat(home.pmon("ls").out()).contains("stays, goes: ", "no space is left");

        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
        home.startDaemon();
        assertThat(home.live("stays")).isEqualTo(stays);

        Files.delete(filling);
        Await.until(
                "it is durable again", () -> home.desc("stays").get("problems").isEmpty());
        home.pmon("exec", sleeper, "--name", "new").succeeds();
        assertThat(home.live("stays")).isEqualTo(stays);
    }

    private static Path fill(Path disk) throws IOException {
        Path filling = disk.resolve("filling");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filling)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return filling;
    }

    private static boolean shell(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
    }
}
