package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a user puts in the place of files that root's daemon opens for them. Only root can become a user, so only root can test it. */
@Timeout(300)
@EnabledIfSystemProperty(named = "pmon.image.ipc-socket", matches = "runtime")
class UserFilesIT {
    private static final String SECRET = "swordfish";

    private PmonHome home;
    private Person anna;
    private Path secret;

    @BeforeEach
    void openTheDaemonToUsers() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root becomes somebody else");
        home = PmonHome.create();
        Files.setPosixFilePermissions(home.work(), PosixFilePermissions.fromString("rwxr-xr-x"));
        home.configure("message_queue: {file_mode: 0666}");
        home.startDaemon();
        anna = new Person(home, "games");
        secret = Files.writeString(home.work().resolve("secret"), SECRET + "=" + SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void close() throws Exception {
        if (home != null) {
            home.close();
        }
    }

    private void nothingHappenedToTheSecret() throws Exception {
        assertThat(secret).hasContent(SECRET + "=" + SECRET + "\n");
    }

    @Test
    void aLogIsNeverWrittenThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(anna.directory().resolve("web.log"), secret);
        anna.pmon("exec", anna.sleeper().toString(), "--name", "web", "--log", link.toString())
                .failsWith(1);
        nothingHappenedToTheSecret();
        anna.pmon("del", "web");
        nothingHappenedToTheSecret();
    }

    @Test
    void aLogThatBecomesALinkIsNeitherReadNorEmptiedNorDeleted() throws Exception {
        Path log = anna.directory().resolve("web.log");
        anna.starts("web", "--log", log.toString());
        Await.until("its first line", () -> anna.pmon("log", "web").out().contains("games"));
        Files.delete(log);
        Files.createSymbolicLink(log, secret);
        assertThat(anna.pmon("log", "web").failsWith(1).err()).contains("symbolic link");
        anna.pmon("flush", "web").failsWith(1);
        assertThat(anna.pmon("log", "web").out()).doesNotContain(SECRET);
        anna.pmon("del", "web").succeeds();
        nothingHappenedToTheSecret();
    }

    @Test
    void aDirectoryThatBecomesALinkLeadsNoFurtherThanItsUserGets() throws Exception {
        Path logs = anna.directory().resolve("logs");
        Files.createDirectory(logs);
        anna.own(logs);
        anna.starts("web", "--log", logs.resolve("secret").toString());
        anna.pmon("stop", "web").succeeds();
        Files.move(logs, anna.directory().resolve("moved"));
        Path closed = Files.createDirectory(home.work().resolve("closed"));
        Path inside = Files.writeString(closed.resolve("secret"), SECRET);
        anna.own(inside);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(logs, closed);
        assertThat(anna.pmon("log", "web").failsWith(1).out()).doesNotContain(SECRET);
        anna.pmon("flush", "web").failsWith(1);
        anna.pmon("start", "web").failsWith(1);
        anna.pmon("del", "web").succeeds();
        assertThat(inside).hasContent(SECRET);
    }

    @Test
    void aLinkWithTheNameOfARotatedLogIsNeitherReadNorRemovedNorFollowed() throws Exception {
        Path log = anna.directory().resolve("web.log");
        anna.starts("web", "--log", log.toString());
        Path link = Files.createSymbolicLink(anna.directory().resolve("web.log.1"), secret);
        Answer read = anna.pmon("log", "-a", "web");
        assertThat(read.out() + read.err()).doesNotContain(SECRET);
        anna.pmon("flush", "web");
        anna.pmon("del", "web").succeeds();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        nothingHappenedToTheSecret();
    }

    @Test
    void aFifoInThePlaceOfALogHoldsNobody() throws Exception {
        Path log = anna.directory().resolve("web.log");
        anna.starts("web", "--log", log.toString());
        Files.deleteIfExists(log);
        anna.run("mkfifo", log.toString()).succeeds();
        assertThat(anna.pmon("log", "web").failsWith(1).err()).contains("not a regular file");
        anna.pmon("flush", "web").failsWith(1);
        anna.pmon("restart", "web").failsWith(1);
        anna.pmon("del", "web").succeeds();
        home.pmon("ls").succeeds();
    }

    @Test
    void anEnvironmentFileIsReadWithTheRightsOfItsUserAndOnlyIfItIsAFile() throws Exception {
        Path link = Files.createSymbolicLink(anna.directory().resolve("link.env"), secret);
        Path fifo = anna.directory().resolve("fifo.env");
        anna.run("mkfifo", fifo.toString()).succeeds();
        for (String file : new String[] {
            secret.toString(), link.toString(), fifo.toString(), "/proc/self/environ", "/etc/shadow", "/dev/zero"
        }) {
            Answer answer = anna.pmon("exec", anna.sleeper().toString(), "--name", "web", "--env-file", file);
            assertThat(answer.code()).as(file).isNotZero();
            assertThat(answer.err() + answer.out()).doesNotContain(SECRET);
        }
        assertThat(home.json("ls")).isEmpty();
    }

    @Test
    void aDirectoryThatIsClosedToThemIsNoWorkingDirectory() throws Exception {
        Path closed = Files.createDirectory(home.work().resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path link = Files.createSymbolicLink(anna.directory().resolve("cwd"), closed);
        anna.mayNot("exec", anna.sleeper().toString(), "--cwd", closed.toString());
        anna.mayNot("exec", anna.sleeper().toString(), "--cwd", link.toString());
    }

    @Test
    void nobodyTakesTheLogOfAnotherInTheDaemonsDirectory() throws Exception {
        Person ben = new Person(home, "mail");
        anna.starts("web");
        anna.pmon("del", "web", "--keep-logs").succeeds();
        ben.mayNot("exec", ben.sleeper().toString(), "--name", "web");
        Path others = home.log("other");
        ben.mayNot("exec", ben.sleeper().toString(), "--name", "mine", "--log", others.toString());
        ben.mayNot("exec", ben.sleeper().toString(), "--name", "pmond");
    }
}
