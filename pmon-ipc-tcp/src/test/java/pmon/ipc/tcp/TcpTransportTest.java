package pmon.ipc.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;
import pmon.testkit.transport.TransportContract;

/** What holds for every transport holds between machines, too. */
class TcpTransportTest extends TransportContract {
    @TempDir
    private static Path keyDirectory = Path.of("set by JUnit");

    private static Path server = Path.of("set below");
    private static Path client = Path.of("set below");

    @BeforeAll
    static void makeKeys() throws Exception {
        Keys keys = new Keys(keyDirectory);
        server = keys.server("server");
        client = keys.client("client");
    }

    @Override
    protected TransportProvider provider() {
        return new Loopback(new TcpTransportProvider());
    }

    /** A handshake is some ten milliseconds of arithmetic in a JVM that has just started. */
    @Override
    protected int clientsAtOnce() {
        return 40;
    }

    /** The transport with its keys, on a free port of this machine. */
    private record Loopback(TcpTransportProvider far) implements TransportProvider {
        @Override
        public String name() {
            return "tcp";
        }

        @Override
        public String scheme() {
            return far.scheme();
        }

        @Override
        public Listener listen(Path runDirectory, TransportLimits limits) throws IOException {
            return far.listen("tcp+tls://127.0.0.1:0", server, _ -> Optional.of(owner(runDirectory)), limits);
        }

        @Override
        public Connection connect(String endpoint, TransportLimits limits) throws IOException {
            return far.connect(endpoint, client, limits);
        }

        private static String owner(Path directory) {
            try {
                return Files.getOwner(directory).getName();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
