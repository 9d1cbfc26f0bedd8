package pmon.ipc.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.testkit.transport.Loopback.Task;

/** Whoever is not let in, or should not be trusted, and the words that say so. After each the daemon takes its own client. */
class RefusalTest {
    private static final TransportLimits LIMITS = TransportLimits.DEFAULT;
    private static final String LOOPBACK = "tcp+tls://127.0.0.1:0";

    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static Path server = Path.of("set below");
    private static Path client = Path.of("set below");
    private static Keys keys;

    private final TcpTransportProvider provider = new TcpTransportProvider();
    private final Map<String, String> known = new ConcurrentHashMap<>();

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new Keys(directory.resolve("own"));
        server = keys.server("server");
        client = keys.client("client");
    }

    private Listener listen(Path key) throws IOException {
        known.put(Keys.fingerprint(client), "joe");
        return provider.listen(LOOPBACK, key, print -> Optional.ofNullable(known.get(print)), LIMITS);
    }

    /** It still works for whom it is there. */
    private void serves(Listener listener) throws Exception {
        Task<Connection> accepted = Task.start(listener::accept);
        try (Connection near = provider.connect(listener.endpoint(), client, LIMITS);
                Connection far = accepted.outcome()) {
            near.send(new byte[] {7});
            assertThat(far.receive()).containsExactly(7);
            assertThat(far.peer().user()).isEqualTo("joe");
        }
    }

    @Test
    void aClientThatIsNotInTheList() throws Exception {
        Path stranger = keys.client("stranger");
        try (Listener listener = listen(server)) {
            assertThatThrownBy(() -> provider.connect(listener.endpoint(), stranger, LIMITS))
                    .hasMessageContaining("does not let " + stranger + " in")
                    .hasMessageContaining("list of clients");
            serves(listener);
        }
    }

    @Test
    void aClientThatIsTakenOffTheListIsCutOff() throws Exception {
        try (Listener listener = listen(server)) {
            Task<Connection> accepted = Task.start(listener::accept);
            try (Connection near = provider.connect(listener.endpoint(), client, LIMITS);
                    Connection far = accepted.outcome()) {
                near.send(new byte[] {7});
                assertThat(far.receive()).containsExactly(7);
                known.clear();
                near.send(new byte[] {7});
                assertThatThrownBy(far::receive).hasMessageContaining("not in the list of clients any more");
                assertThatThrownBy(() -> far.send(new byte[1])).hasMessageContaining("any more");
            }
        }
    }

    @Test
    void aClientOfAnotherAuthority() throws Exception {
        Path foreign = new Keys(directory.resolve("foreign")).client("client");
        known.put(Keys.fingerprint(foreign), "joe");
        Path mixed = withAuthorityOf(foreign, server);
        try (Listener listener = listen(server)) {
            assertThatThrownBy(() -> provider.connect(listener.endpoint(), foreign, LIMITS))
                    .hasMessageContaining("cannot trust")
                    .hasMessageContaining("from another authority");
            assertThatThrownBy(() -> provider.connect(listener.endpoint(), mixed, LIMITS))
                    .hasMessageContaining("does not let " + mixed + " in");
            serves(listener);
        }
    }

    @Test
    void aClientsKeyIsNoDaemons() throws Exception {
        try (Listener listener = listen(keys.client("posing"))) {
            assertThatThrownBy(() -> provider.connect(listener.endpoint(), client, LIMITS))
                    .hasMessageContaining("cannot trust");
        }
    }

    @Test
    void aDaemonOfAnotherHost() throws Exception {
        Path elsewhere = keys.client("elsewhere", "-ext", "san=dns:web2.example.com", "-ext", "eku=serverAuth");
        try (Listener listener = listen(elsewhere)) {
            assertThatThrownBy(() -> provider.connect(listener.endpoint(), client, LIMITS))
                    .hasMessageContaining("cannot trust")
                    .hasMessageContaining("is for another host");
        }
    }

    @Test
    void expiredKeysOnBothSides() throws Exception {
        String[] past = {"-startdate", "-20d", "-validity", "10"};
        Path expired = keys.client("expired", past);
        Path expiredServer = keys.server("expired-server", past);
        assertThatThrownBy(() -> listen(expiredServer))
                .hasMessageContaining(expiredServer + ": its certificate has expired on ");
        try (Listener listener = listen(server)) {
            assertThatThrownBy(() -> provider.connect(listener.endpoint(), expired, LIMITS))
                    .hasMessageContaining(expired + ": its certificate has expired on ");
            serves(listener);
        }
        Path future = keys.client("future", "-startdate", "+20d", "-validity", "10");
        assertThatThrownBy(() -> provider.connect(LOOPBACK, future, LIMITS)).hasMessageContaining("valid only from");
    }

    @Test
    void keysThatOthersMayUse() throws Exception {
        Path open = Files.copy(client, directory.resolve("open.pem"));
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> provider.connect(LOOPBACK, open, LIMITS))
                    .hasMessageContaining("others may use this key")
                    .hasMessageContaining("chmod 600 " + open);
            assertThatThrownBy(() -> listen(open)).hasMessageContaining("others may use this key");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no such key file,",
        "not a key file, rubbish",
        "not a key file, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'"
    })
    void keysThatAreNone(String message, String content) throws Exception {
        Path file = directory.resolve("none.pem");
        Files.deleteIfExists(file);
        if (content != null) {
            Files.writeString(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        assertThatThrownBy(() -> provider.connect(LOOPBACK, file, LIMITS)).hasMessageContaining(file + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp+tls:web1:7443",
                "tcp+tls://web1",
                "tcp+tls://:7443",
                "tcp+tls://web1:70000",
                "tcp+tls://web1:7443/x",
                "tcp+tls://me@web1:7443"
            })
    void endpointsThatAreNone(String endpoint) {
        assertThatThrownBy(() -> provider.connect(endpoint, client, LIMITS)).hasMessageContaining(endpoint);
    }

    @Test
    void plainTcpIsRefusedOnBothSides() {
        assertThatThrownBy(() -> provider.connect("tcp://127.0.0.1:7443", client, LIMITS))
                .hasMessageContaining("would not tell who calls");
        assertThatThrownBy(() -> provider.listen("tcp://127.0.0.1:7443", server, _ -> Optional.empty(), LIMITS))
                .hasMessageContaining("would not tell who calls");
    }

    @Test
    void aPortThatIsTakenOrThatNobodyListensOn() throws Exception {
        String endpoint;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint = "tcp+tls://127.0.0.1:" + other.getLocalPort();
            assertThatThrownBy(() -> provider.listen(endpoint, server, _ -> Optional.empty(), LIMITS))
                    .hasMessageContaining("cannot listen on " + endpoint);
        }
        assertThatThrownBy(() -> provider.connect(endpoint, client, LIMITS))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("nobody listens on " + endpoint);
    }

    @Test
    void somethingElseOnThePort() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task<Void> answering = Task.start(() -> {
                try (Socket caller = other.accept()) {
                    caller.getOutputStream()
                            .write("220 mail.example.com ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                    caller.getOutputStream().flush();
                    caller.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
                return null;
            });
            assertThatThrownBy(() -> provider.connect("tcp+tls://127.0.0.1:" + other.getLocalPort(), client, LIMITS))
                    .hasMessageContaining("speaks no TLS");
            answering.outcome();
        }
    }

    @Test
    void rubbishIsHungUpOn() throws Exception {
        try (Listener listener = listen(server);
                Socket caller = socket(listener)) {
            caller.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            endsSoon(caller);
            serves(listener);
        }
    }

    @Test
    void thoseWhoSayNothingKeepNobodyOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (Listener listener = listen(server)) {
            for (int i = 0; i < TcpListener.HANDSHAKES + 50; i++) {
                silent.add(socket(listener));
            }
            serves(listener);
            // The oldest had to go for the newest.
            endsSoon(silent.getFirst());
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void oneWhoDribblesIsHungUpOnInTheEnd() throws Exception {
        known.put(Keys.fingerprint(client), "joe");
        Tls tls = Tls.with(KeyFile.read(server), print -> Optional.ofNullable(known.get(print)));
        try (Listener listener = TcpListener.open(
                        Address.of(LOOPBACK),
                        tls,
                        print -> Optional.ofNullable(known.get(print)),
                        LIMITS,
                        Duration.ofSeconds(2));
                Socket caller = socket(listener)) {
            // The beginning of a ClientHello, and no more of it.
            caller.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
            endsSoon(caller);
            serves(listener);
        }
    }

    @Test
    void olderTlsIsRefused() throws Exception {
        try (Listener listener = listen(server);
                Socket caller = socket(listener);
                SSLSocket old = (SSLSocket) SSLContext.getDefault()
                        .getSocketFactory()
                        .createSocket(caller, "127.0.0.1", caller.getPort(), true)) {
            old.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(old::startHandshake).hasMessageContaining("protocol_version");
            serves(listener);
        }
    }

    private static Socket socket(Listener listener) throws IOException {
        Address address = Address.of(listener.endpoint());
        return new Socket(address.host(), address.port());
    }

    /** The other side ends it: what it had to say may come before that. */
    private static void endsSoon(Socket socket) throws IOException {
        socket.setSoTimeout((int) TcpListener.PATIENCE.toMillis());
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    /** A client's key and certificate with the authority of somebody else, whom it would then trust. */
    private static Path withAuthorityOf(Path own, Path other) throws IOException {
        String certificate = "-----BEGIN CERTIFICATE-----";
        String text = Files.readString(own);
        String authority = Files.readString(other);
        Path mixed = Files.writeString(
                directory.resolve("mixed.pem"),
                text.substring(0, text.lastIndexOf(certificate))
                        + authority.substring(authority.lastIndexOf(certificate)));
        return Files.setPosixFilePermissions(mixed, PosixFilePermissions.fromString("rw-------"));
    }
}
