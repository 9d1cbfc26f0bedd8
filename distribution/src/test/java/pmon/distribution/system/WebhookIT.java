package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plugin {@code webhook} of the real image. */
class WebhookIT {
    private static final String SECRET_PATH = "/T0/s3cr3t";

    @AutoClose
    private final PmonHome home = PmonHome.create();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private com.sun.net.httpserver.HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(SECRET_PATH, this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Integer status = answers.poll();
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }

    private void configure(String... more) throws IOException {
        home.configure(
                "restart:",
                "  min_uptime: 100ms",
                "plugins:",
                "  webhook:",
                "    url: http://127.0.0.1:" + server.getAddress().getPort() + SECRET_PATH,
                "    secret: hush-hush",
                "    initial_delay: 10ms",
                String.join("\n", more));
    }

    private void killProgram() throws Exception {
        home.pmon("exec", home.script("web", "exec sleep 1000").toString()).succeeds();
        home.run("/bin/kill", "-9", Long.toString(home.live("web").pid())).succeeds();
    }

    @Test
    void aRestartIsPostedAgainUntilItIsTaken() throws Exception {
        configure();
        answers.add(503);
        killProgram();
        assertThat(received.take()).isEqualTo(received.take());
        Await.until("it is at work", () -> state().equals("running"));
    }

    @Test
    void whatIsPostedHasTheSuccessorAndWhyThereIsOne() throws Exception {
        configure();
        killProgram();
        JsonNode posted = JsonMapper.shared().readTree(received.take());
        assertThat(posted.get("event").asString()).isEqualTo("process_restart");
        assertThat(posted.get("summary").asString()).isEqualTo("was restarted after SIGKILL");
        assertThat(posted.get("pid").asLong()).isEqualTo(home.live("web").pid());
    }

    @Test
    void anyEventCanBeToldInWordsOfOnesOwn() throws Exception {
        configure("    format: slack", "    events: [registered]", "    text: \"${name} is <new>\"");
        home.pmon("exec", home.script("web", "exec sleep 1000").toString()).succeeds();
        assertThat(received.take()).isEqualTo("{\"text\":\"web is <new>\"}");
    }

    @Test
    void secretsAreNowhereToBeSeen() throws Exception {
        configure();
        answers.add(403);
        killProgram();
        received.take();
        Await.until("the failure is logged", () -> log().contains("answered 403"));
        String seen = log()
                + home.pmon("plugin", "info", "webhook").succeeds().out()
                + home.pmon("plugin", "ls", "--json").succeeds().out()
                + home.pmon("plugin", "info", "webhook", "--json").succeeds().out()
                + home.pmon("config").succeeds().out();
        assertThat(seen).contains("***").doesNotContain("s3cr3t").doesNotContain("hush-hush");
    }

    private String log() throws IOException {
        return Files.readString(home.directory().resolve("logs/pmond.log"));
    }

    private String state() throws Exception {
        for (JsonNode plugin : home.json("plugin", "ls")) {
            if (plugin.get("name").asString().equals("webhook")) {
                return plugin.get("state").asString();
            }
        }
        throw new AssertionError("no plugin webhook");
    }
}
