package pmon.plugin.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.api.spi.plugin.PluginSettings;
import pmon.testkit.event.EventHandlerContract;
import pmon.testkit.event.LiveContext;
import pmon.testkit.event.Occurrences;

/** Real requests. */
@Timeout(120)
class WebhookProviderTest extends EventHandlerContract {
    private static final String SECRET_PATH = "/services/T0/s3cr3t";

    @TempDir
    private Path temp;

    private final LiveContext context = new LiveContext();
    private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final List<HttpServer> servers = new ArrayList<>();

    private record Request(String path, Headers headers, String body) {}

    @BeforeEach
    void serve() throws IOException {
        start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private void start(HttpServer server) {
        server.createContext("/", this::answer);
        server.start();
        servers.add(server);
    }

    @AfterEach
    void end() {
        servers.forEach(server -> server.stop(0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
        Integer status = answers.poll();
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }

    private String url() {
        return "http://localhost:" + servers.getFirst().getAddress().getPort() + SECRET_PATH;
    }

    @Override
    protected EventHandlerProvider provider() {
        return new WebhookProvider();
    }

    @Override
    protected Map<String, Object> working() {
        Map<String, Object> values = new HashMap<>(Map.of(
                "url",
                url(),
                "format",
                "json",
                "text",
                "${host}: ${name} ${summary}",
                "timeout",
                Duration.ofSeconds(20),
                "retries",
                2L,
                "initial_delay",
                Duration.ofMillis(1),
                "max_delay",
                Duration.ofMillis(2),
                "queue",
                10L));
        return values;
    }

    private EventHandler with(Map<String, Object> more) throws Exception {
        Map<String, Object> values = new HashMap<>(working());
        values.putAll(more);
        return provider().open(context, new PluginSettings(provider().settings(), values));
    }

    private Request sent(Map<String, Object> more) throws Exception {
        try (EventHandler handler = with(more)) {
            handler.handle(Occurrences.of(Kind.PROCESS_RESTART, 3, 7));
            return received.take();
        }
    }

    @Test
    void postsSignedJson() throws Exception {
        Request request = sent(Map.of(
                "secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "authorization", "Bearer t0k3n",
                "headers", Map.of("X-Team", "ops")));
        assertThat(request.path()).isEqualTo(SECRET_PATH);
        assertThat(request.body()).startsWith("{\"event\":\"process_restart\",\"type\":\"started\",\"seq\":7");
        Headers headers = request.headers();
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer t0k3n");
        assertThat(headers.getFirst("X-Team")).isEqualTo("ops");
        Message message = new Message(headers.getFirst("webhook-id"), "", request.body());
        assertThat(headers.getFirst("webhook-signature"))
                .isEqualTo(Signature.with("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .of(message, Long.parseLong(headers.getFirst("webhook-timestamp"))));
    }

    @Test
    void withoutASecretThereIsNoSignature() throws Exception {
        assertThat(sent(Map.of()).headers()).doesNotContainKey("webhook-signature");
    }

    @Test
    void aBodyOfOnesOwnIsJsonWhateverAFactSays() throws Exception {
        assertThat(sent(Map.of("body", "{\"q\":\"${cause}\",\"n\":${id}}")).body())
                .isEqualTo("{\"q\":\"because\",\"n\":3}");
    }

    @Test
    void triesAgainUnderTheSameIdWhileTheReceiverIsBusy() throws Exception {
        answers.addAll(List.of(503, 429, 200));
        try (EventHandler handler = with(Map.of())) {
            handler.handle(Occurrences.of(Kind.PROCESS_FAILURE, 1, 1));
            Request first = received.take();
            assertThat(received.take().headers().getFirst("webhook-id"))
                    .isEqualTo(received.take().headers().getFirst("webhook-id"))
                    .isEqualTo(first.headers().getFirst("webhook-id"));
        }
        assertThat(context.logged()).isEmpty();
    }

    @Test
    void whatFailsIsLoggedWithoutAnySecret() throws Exception {
        answers.add(404);
        try (EventHandler handler = with(Map.of("secret", "hush", "authorization", "Bearer t0k3n"))) {
            handler.handle(Occurrences.of(Kind.PROCESS_FAILURE, 1, 1));
            received.take();
        }
        servers.removeFirst().stop(0);
        start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        String gone = url();
        servers.getFirst().stop(0);
        try (EventHandler handler = with(Map.of("url", gone, "retries", 0L))) {
            handler.handle(Occurrences.of(Kind.PROCESS_FAILURE, 2, 2));
        }
        assertThat(context.logged())
                .containsExactly(
                        "WARNING not told: process_failure of p1, after 1 try: answered 404",
                        "WARNING not told: process_failure of p2, after 1 try: nobody listens there");
        PluginSettings settings =
                new PluginSettings(provider().settings(), Map.of("url", url(), "secret", "hush", "authorization", "x"));
        assertThat(settings.toString()).doesNotContain("s3cr3t", "hush");
    }

    @Test
    void followsNobodyElsewhere() throws Exception {
        answers.add(307);
        try (EventHandler handler = with(Map.of())) {
            handler.handle(Occurrences.of(Kind.PROCESS_FAILURE, 1, 1));
            received.take();
        }
        assertThat(received).isEmpty();
        assertThat(context.logged()).singleElement().asString().endsWith("answered 307");
    }

    @Test
    void whoNeverAnswersIsGivenUpInTime() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                EventHandler handler = with(Map.of(
                        "url",
                        "http://localhost:" + deaf.getLocalPort(),
                        "retries",
                        0L,
                        "timeout",
                        Duration.ofMillis(50)))) {
            handler.handle(Occurrences.of(Kind.PROCESS_FAILURE, 1, 1));
        }
        assertThat(context.logged())
                .containsExactly("WARNING not told: process_failure of p1, after 1 try: no answer in time");
    }

    @Test
    void tellsWhatIsAskedForOnly() throws Exception {
        try (EventHandler handler = with(Map.of("events", List.of("exited", "process_backoff")))) {
            assertThat(handler.wanted()).containsExactlyInAnyOrder(Kind.EVENT, Kind.PROCESS_BACKOFF);
            handler.handle(Occurrences.of(Kind.PROCESS_FAILURE, 1, 1));
            handler.handle(Occurrences.of(Kind.EVENT, 2, 2));
            assertThat(received.take().body()).startsWith("{\"event\":\"exited\"");
        }
        assertThat(received).isEmpty();
    }

    @Test
    void trustsTheCertificatesOfAFileAndNoOthers() throws Exception {
        Path store = temp.resolve("keys.p12");
        Path certificate = temp.resolve("ca.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                store);
        keytool("-exportcert", "-rfc", "-alias", "a", "-file", certificate.toString(), store);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serving(store)));
        start(server);
        String url = "https://localhost:" + server.getAddress().getPort() + SECRET_PATH;
        assertThat(sent(Map.of("url", url, "ca_file", certificate.toString())).path())
                .isEqualTo(SECRET_PATH);
        try (EventHandler handler = with(Map.of("url", url, "retries", 0L))) {
            handler.handle(Occurrences.of(Kind.PROCESS_FAILURE, 1, 1));
        }
        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains("no safe connection")
                .doesNotContain("s3cr3t");
    }

    private static void keytool(Object... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        for (Object word : words) {
            command.add(word instanceof Path ? "-keystore" : word.toString());
        }
        command.addAll(List.of(words[words.length - 1].toString(), "-storepass", "changeit"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SSLContext serving(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private void refuses(Map<String, Object> values, String message) {
        assertThatThrownBy(() -> with(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void saysWhatIsWrongWithASetting() throws Exception {
        refuses(Map.of("url", "ftp://x/s3cr3t"), "url: it is no http or https URL");
        refuses(Map.of("url", "http://x y/s3cr3t"), "url: it is no URL");
        refuses(Map.of("url", "https://u:s3cr3t@host/"), "url: it has a user in it");
        refuses(Map.of("format", "slakc"), "format: there is no \"slakc\"; use json, slack, discord, teams");
        refuses(Map.of("events", List.of("restart")), "events: there is no \"restart\"; use adopted, ");
        refuses(Map.of("retries", 21L), "retries: 21 is not within 0 to 20");
        refuses(Map.of("queue", 0L), "queue: 0 is not within 1 to 10000");
        refuses(Map.of("timeout", Duration.ZERO), "timeout: 0ms is not within 1ms to 1h");
        refuses(Map.of("text", "${x}"), "text: there is no ${x}");
        refuses(Map.of("headers", Map.of("Host", "s3cr3t")), "headers.Host: it cannot be sent");
        refuses(Map.of("authorization", "s3cr3t\n"), "authorization: it cannot be sent");
        refuses(Map.of("proxy", "proxy"), "proxy: proxy is not of the form HOST:PORT");
        refuses(Map.of("ca_file", temp.resolve("none").toString()), "ca_file: cannot read");
        Path empty = Files.createFile(temp.resolve("empty"));
        refuses(Map.of("ca_file", empty.toString()), "ca_file: there is no certificate in");
    }
}
