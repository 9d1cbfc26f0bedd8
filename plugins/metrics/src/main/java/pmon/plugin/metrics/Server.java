package pmon.plugin.metrics;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Answers scrapes: one request a connection, read up to a bound and within a time. Java's own server knows no Unix sockets.
 */
final class Server implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 8 << 10;
    /** More wait in the kernel's queue. */
    private static final int MAX_CONNECTIONS = 8;

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Address address;
    private final ServerSocketChannel channel;
    private final Page page;
    private final Duration timeout;
    private final Logger log;
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);

    private Server(Address address, ServerSocketChannel channel, Page page, Duration timeout, Logger log) {
        this.address = address;
        this.channel = channel;
        this.page = page;
        this.timeout = timeout;
        this.log = log;
    }

    /** What is served. */
    interface Page {
        Reply reply(Request request) throws IOException;
    }

    /** Listens until it is closed. */
    static Server start(Address address, Page page, Duration timeout, Logger log) throws IOException {
        Server server = new Server(address, address.open(), page, timeout, log);
        Thread.ofVirtual().name("metrics").start(server::listen);
        return server;
    }

    private void listen() {
        try {
            while (true) {
                free.acquire();
                SocketChannel connection = channel.accept();
                Thread.ofVirtual().name("metrics scrape").start(() -> serve(connection));
            }
        } catch (ClosedChannelException | InterruptedException _) {
            // The end.
        } catch (IOException e) {
            log.log(Level.ERROR, "no more metrics on " + address + ": " + e.getMessage());
        }
    }

    private void serve(SocketChannel connection) {
        // A blocking channel knows no timeouts, but closing it ends whatever waits on it.
        Thread deadline = Thread.ofVirtual().start(() -> closeAfterTimeout(connection));
        try (connection) {
            OutputStream out = Channels.newOutputStream(connection);
            Request request = Request.parse(head(new BufferedInputStream(Channels.newInputStream(connection))));
            Reply reply = page.reply(request);
            out.write(reply.bytes(request.method().equals("HEAD")));
        } catch (IOException e) {
            log.log(Level.DEBUG, () -> "a scrape ended early: " + e.getMessage());
        } finally {
            deadline.interrupt();
            free.release();
        }
    }

    private void closeAfterTimeout(SocketChannel connection) {
        try {
            Thread.sleep(timeout);
            connection.close();
        } catch (InterruptedException | IOException _) {
            // Served in time.
        }
    }

    /** The request up to the empty line; shorter when there is none within the bound. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END.length && head.size() < MAX_REQUEST_BYTES) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
            matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            channel.close();
            address.remove();
        } catch (IOException e) {
            log.log(Level.WARNING, "cannot put " + address + " away: " + e.getMessage());
        }
    }
}
