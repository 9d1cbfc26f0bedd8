package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands from another machine, which is another home on this one. */
class TlsIT {
    @AutoClose
    private final PmonHome server = PmonHome.create();

    @AutoClose
    private final PmonHome desk = PmonHome.create();

    private final String address = "tcp+tls://localhost:" + freePort();
    private final String sleeper = "/bin/sleep";

    @BeforeEach
    void makeKeys() throws Exception {
        Files.createDirectories(server.directory());
        Files.createDirectories(desk.directory());
        server.configure("remote:", "  listen: " + address);
        server.pmon("tls", "init").succeeds();
        key("laptop");
        hosts(address, "laptop.pem");
    }

    /** Lets a client in and gives it its key. */
    private Path key(String name, String... more) throws Exception {
        String[] words = new String[more.length + 3];
        System.arraycopy(new String[] {"tls", "client", name}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        Path made = Path.of(server.json(words).get("key").asString());
        return Files.move(made, desk.directory().resolve(name + ".pem"));
    }

    private void hosts(String endpoint, String key) throws IOException {
        Files.writeString(
                desk.directory().resolve("hosts.toml"),
                "[web1]\naddress = \"" + endpoint + "\"\nkey = \"" + key + "\"\n");
    }

    @Test
    void programsAreCommandedFromAnotherMachine() throws Exception {
        server.startDaemon();
        desk.pmon("--host", "web1", "exec", sleeper, "--name", "far", "--", "1000")
                .succeeds();
        assertThat(server.statuses()).containsExactly("far running");
        assertThat(desk.json("ls", "--host", "web1").get(0).get("name").asString())
                .isEqualTo("far");
        try (Following events = desk.follow("--host=web1", "events", "--after", "0", "--json")) {
            events.event("started", "far");
            desk.pmon("--host", "web1", "stop", "far").succeeds();
            events.event("stopped", "far");
        }
        desk.pmon("ls").failsWith(3);
    }

    @Test
    void aClientThatIsRevokedIsCutOffAndNotLetInAgain() throws Exception {
        server.startDaemon();
        server.pmon("exec", sleeper, "--name", "far", "--", "1000").succeeds();
        assertThat(server.pmon("tls", "ls").succeeds().out()).contains("laptop");
        try (Following events = desk.follow("--host", "web1", "events", "--after", "0", "--json")) {
            events.event("started", "far");
            server.pmon("tls", "revoke", "laptop").succeeds();
            server.pmon("stop", "far").succeeds();
            assertThat(events.exitCode()).isNotZero();
        }
        assertThat(desk.pmon("--host", "web1", "ls").failsWith(1).err())
                .contains("does not let", "laptop.pem", "list of clients");
        assertThat(server.statuses()).containsExactly("far stopped");
    }

    @Test
    void aClientActsAsTheUserItStandsFor() throws Exception {
        server.startDaemon();
        server.pmon("exec", sleeper, "--name", "roots", "--", "1000").succeeds();
        key("nobodys", "--user", "nobody");
        hosts(address, "nobodys.pem");
        desk.pmon("--host", "web1", "stop", "roots").failsWith(7);
        desk.pmon("--host", "web1", "daemon", "stop").failsWith(7);
        assertThat(server.statuses()).containsExactly("roots running");
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws Exception {
        server.startDaemon();
        Path key = desk.directory().resolve("laptop.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(desk.pmon("--host", "web1", "ls").failsWith(1).err()).contains("chmod 600 " + key);
    }

    @Test
    void theDaemonRunsOnWhereItCannotListen() throws Exception {
        for (String wrong : new String[] {"tcp://127.0.0.1:7443", "tcp+tls://nowhere.invalid:7443", "nonsense"}) {
            server.configure("remote:", "  listen: " + wrong);
            server.startDaemon();
            server.pmon("exec", sleeper, "--name", "s", "-n", "--", "0").succeeds();
            assertThat(server.json("daemon", "status").get("problems").get(0).asString())
                    .contains("remote.listen", wrong);
            server.pmon("daemon", "stop").succeeds();
        }
        server.configure("remote:", "  listen: " + address);
        Path key = server.directory().resolve("data/tls/server.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        server.startDaemon();
        assertThat(server.json("daemon", "status").get("problems").get(0).asString())
                .contains("chmod 600 " + key);
        assertThat(desk.pmon("--host", "web1", "ls").failsWith(3).err()).contains("nobody listens on " + address);
    }

    @Test
    void rubbishOnThePortHarmsNobody() throws Exception {
        server.startDaemon();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        for (int i = 0; i < 20; i++) {
            try (Socket caller = new Socket("localhost", port)) {
                caller.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                caller.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        }
        assertThat(desk.json("--host", "web1", "ls")).isEmpty();
    }

    @Test
    void whatConcernsOneMachineOnlyIsRefused() throws Exception {
        for (String command : new String[] {"startup", "tls ls", "daemon start", "daemon upgrade"}) {
            String[] words = ("--host web1 " + command).split(" ");
            assertThat(desk.pmon(words).failsWith(2).err()).contains("on web1");
        }
        assertThat(desk.pmon("--host", "web9", "ls").failsWith(2).err()).contains("no host web9", "web1");
        desk.pmon("--host", "web1", "--system", "ls").failsWith(2);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
