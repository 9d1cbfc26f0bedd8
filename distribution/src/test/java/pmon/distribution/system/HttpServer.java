package pmon.distribution.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** A real server to supervise: the JDK's own, on a port of its own. */
record HttpServer(int port) {
    private static final Path PROGRAM = Path.of(System.getProperty("java.home"), "bin/jwebserver");
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** On a port that was free a moment ago. */
    static HttpServer onFreePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new HttpServer(free.getLocalPort());
        }
    }

    String program() {
        return PROGRAM.toString();
    }

    /** To serve this directory. */
    String[] arguments(Path directory) {
        return new String[] {"-b", "127.0.0.1", "-p", Integer.toString(port), "-d", directory.toString()};
    }

    /** The status of an answer to a request for this path, 0 when there is none. */
    int status(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ANSWER)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    void awaitPage(String path) throws Exception {
        Await.until("200 from " + path, () -> status(path) == 200);
    }
}
