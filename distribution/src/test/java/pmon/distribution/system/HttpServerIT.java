package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The main job, from the first command on: a real server that is kept alive. */
class HttpServerIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    private HttpServer server;
    private JsonNode started;

    @BeforeEach
    void startServer() throws Exception {
        Files.writeString(home.work().resolve("page"), "hello");
        server = HttpServer.onFreePort();
        String[] words = Stream.concat(
                        Stream.of("exec", server.program(), "--name", "web", "--json", "--"),
                        Stream.of(server.arguments(home.work())))
                .toArray(String[]::new);
        Answer exec = home.pmon(words).succeeds();
        assertThat(exec.err()).contains("no daemon is running").hasLineCount(1);
        started = exec.json();
    }

    @Test
    void comesBackWhenItIsKilled() throws Exception {
        server.awaitPage("/page");
        long first = started.get("pid").asLong();
        try (Following events = home.events()) {
            events.event("started", "web");
            assertThat(new Live(first).kill()).isTrue();
            JsonNode exited = events.event("exited", "web");
            assertThat(exited.get("pid").asLong()).isEqualTo(first);
            assertThat(exited.get("exit").get("signal").asString()).isEqualTo("SIGKILL");
            assertThat(exited.get("from").asString()).isEqualTo("running");
            assertThat(events.event("started", "web").get("to").asString()).isEqualTo("running");
        }
        server.awaitPage("/page");

        JsonNode listed = home.json("ls");
        assertThat(listed).hasSize(1);
        JsonNode web = listed.get(0);
        assertThat(web.get("pid").asLong()).isNotEqualTo(first).isPositive();
        assertThat(web.get("restart_count").asInt()).isEqualTo(1);
        assertThat(web.get("status").asString()).isEqualTo("running");
        assertThat(web.get("exit").get("signal").asString()).isEqualTo("SIGKILL");
        assertThat(home.pmon("ls").succeeds().out()).contains("web", "running").doesNotContain("\033");
    }

    @Test
    void eventsTellItsLifeInOrder() throws Exception {
        server.awaitPage("/page");
        new Live(started.get("pid").asLong()).kill();
        try (Following events = home.events()) {
            events.event("exited", "web");
            events.event("started", "web");
        }
        home.pmon("stop", "web").succeeds();
        home.pmon("del", "web").succeeds();
        List<JsonNode> events = home.pastEvents("web");
        assertThat(events.stream().map(event -> event.get("type").asString()))
                .containsSubsequence(
                        "registered",
                        "started",
                        "exited",
                        "restarting",
                        "started",
                        "stopping",
                        "exited",
                        "stopped",
                        "deleted");
        assertThat(events.stream().map(event -> event.get("seq").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events.getFirst().get("from").isNull()).isTrue();
        assertThat(events.getLast().get("to").isNull()).isTrue();
    }

    @Test
    void itsLogGrowsAcrossRestarts() throws Exception {
        server.awaitPage("/page");
        try (Following log = home.follow("logf", "web")) {
            log.await("the first start", line -> line.contains("127.0.0.1 port " + server.port()));
            assertThat(server.status("/nothing-there")).isEqualTo(404);
            log.await("a request, as it is served", line -> line.contains("/nothing-there"));
            home.pmon("restart", "web").succeeds();
            log.await("the second start", line -> line.contains("127.0.0.1 port " + server.port()));
        }
        Answer all = home.pmon("log", "web", "--all").succeeds();
        assertThat(all.out()).containsSubsequence("port " + server.port(), "/nothing-there", "port " + server.port());
        assertThat(all.out()).isEqualTo(Files.readString(home.log("web")));
        assertThat(home.pmon("log", "web", "-n", "1").succeeds().out()).hasLineCount(1);
        JsonNode lines = home.json("log", "web", "-n", "2");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).get("file").asString())
                .isEqualTo(home.log("web").toString());
    }
}
