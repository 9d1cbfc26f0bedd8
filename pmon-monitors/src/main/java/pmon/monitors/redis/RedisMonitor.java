package pmon.monitors.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;

/**
 * AUTH where a password is set, then PING, on a connection of its own at each check.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>
 */
final class RedisMonitor implements Monitor {
    /** Answers are one short line each; whatever sends more is no redis server. */
    private static final int MAX_LINE_BYTES = 512;

    private final InetSocketAddress address;
    private final Dialling dialling;
    private final Optional<String> username;
    private final Optional<String> password;

    RedisMonitor(InetSocketAddress address, Dialling dialling, Optional<String> username, Optional<String> password) {
        this.address = address;
        this.dialling = dialling;
        this.username = username;
        this.password = password;
    }

    @Override
    public CheckResult check(CheckContext context) {
        String title = "redis at " + address.getHostString() + ":" + address.getPort();
        // Zero would wait without end.
        int timeoutMillis = Math.clamp(context.remaining().toMillis(), 1, Integer.MAX_VALUE);
        try (Socket socket = dialling.dial(address, timeoutMillis)) {
            if (password.isPresent()) {
                List<String> auth = new ArrayList<>(List.of("AUTH"));
                username.ifPresent(auth::add);
                auth.add(password.get());
                String answer = ask(socket, auth);
                if (!answer.equals("+OK")) {
                    return new CheckResult.Failed(title + " answered AUTH with " + shown(answer));
                }
            }
            String answer = ask(socket, List.of("PING"));
            return answer.equals("+PONG")
                    ? CheckResult.PASSED
                    : new CheckResult.Failed(title + " answered PING with " + shown(answer));
        } catch (SocketTimeoutException _) {
            return new CheckResult.Failed(title + " did not answer in time");
        } catch (IOException e) {
            return new CheckResult.Failed(title + ": " + e.getMessage());
        }
    }

    private static String ask(Socket socket, List<String> words) throws IOException {
        socket.getOutputStream().write(command(words));
        return line(socket.getInputStream());
    }

    /** An array of bulk strings, which no content can break out of. */
    private static byte[] command(List<String> words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] content = word.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(("$" + content.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw new IOException("the answer is no redis server's");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** An error in redis' own words, without what marks it as one. */
    private static String shown(String answer) {
        return "\"" + (answer.startsWith("-") ? answer.substring(1) : answer) + "\"";
    }
}
