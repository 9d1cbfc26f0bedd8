package pmon.plugin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Health;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Status;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.api.spi.event.ProgramState;
import pmon.api.spi.kernel.Usage;
import pmon.api.spi.plugin.PluginSettings;
import pmon.testkit.event.EventHandlerContract;
import pmon.testkit.event.LiveContext;
import pmon.testkit.event.Occurrences;

@Timeout(60)
class MetricsProviderTest extends EventHandlerContract {
    @TempDir
    private Path temp;

    private final LiveContext context = new LiveContext();

    @Override
    protected EventHandlerProvider provider() {
        return new MetricsProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("listen", socket().toString());
    }

    private Path socket() {
        return temp.resolve("metrics");
    }

    private EventHandler with(Map<String, Object> more) throws Exception {
        Map<String, Object> values = new HashMap<>(working());
        values.putAll(more);
        return provider().open(context, new PluginSettings(provider().settings(), values));
    }

    private static String ask(SocketAddress server, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String ask(String request) throws IOException {
        return ask(UnixDomainSocketAddress.of(socket()), request);
    }

    private List<String> scrape() throws IOException {
        String answer = ask("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\nContent-Type: application/openmetrics-text; version=1.0.0");
        return answer.substring(answer.indexOf("\r\n\r\n") + 4).lines().toList();
    }

    private static ProgramState program(int id, Status status, Health health, boolean lives) {
        ProcessRecord record = Occurrences.of(Kind.EVENT, id, 1).program();
        return new ProgramState(
                record,
                status,
                health,
                lives ? Optional.of(4711) : Optional.empty(),
                lives ? Optional.of(Instant.ofEpochMilli(1_700_000_000_500L)) : Optional.empty(),
                lives ? Optional.of(new Usage(2_500_000_000L, 3 << 20)) : Optional.empty());
    }

    @Test
    void measuresProgramsWhenItIsAsked() throws Exception {
        context.programs(List.of(
                program(1, Status.RUNNING, Health.HEALTHY, true), program(2, Status.FAILED, Health.NONE, false)));
        try (EventHandler handler = with(Map.of())) {
            assertThat(handler.wanted()).contains(Kind.EVENT);
            assertThat(scrape())
                    .contains(
                            "pmon_build_info{version=\"unknown\"} 1",
                            "pmon_programs{status=\"running\"} 1.0",
                            "pmon_programs{status=\"backoff\"} 0.0",
                            "pmon_program_status{program=\"p1\",status=\"running\"} 1.0",
                            "pmon_program_status{program=\"p2\",status=\"failed\"} 1.0",
                            "pmon_program_up{program=\"p1\"} 1.0",
                            "pmon_program_up{program=\"p2\"} 0.0",
                            "pmon_program_healthy{program=\"p1\"} 1.0",
                            "pmon_program_start_time_seconds{program=\"p1\"} 1.7000000005E9",
                            "pmon_program_memory_bytes{program=\"p1\"} 3145728.0",
                            "# TYPE pmon_program_cpu_seconds counter",
                            "pmon_program_cpu_seconds_total{program=\"p1\"} 2.5",
                            "pmon_program_restarts_total{program=\"p2\"} 1.0",
                            "pmon_program_last_exit_code{program=\"p2\"} 1.0")
                    .endsWith("# EOF")
                    .noneMatch(line -> line.startsWith("pmon_program_healthy{program=\"p2\"}"))
                    .noneMatch(line -> line.contains("secret") || line.contains("/usr/local/bin/web"));
            context.programs(List.of());
            assertThat(scrape()).noneMatch(line -> line.contains("p1"));
        }
    }

    @Test
    void countsWhatHappens() throws Exception {
        try (EventHandler handler = with(Map.of())) {
            handler.handle(Occurrences.of(Kind.PROCESS_RESTART, 1, 1));
            handler.handle(Occurrences.of(Kind.PROCESS_RESTART, 1, 2));
            handler.handle(Occurrences.of(Kind.EVENT, 1, 3));
            assertThat(scrape())
                    .contains(
                            "pmon_program_occurrences_total{event=\"process_restart\",program=\"p1\"} 2.0",
                            "pmon_events_total{type=\"exited\"} 1.0");
        }
    }

    @Test
    void programsThatComeAndGoDoNotFillTheMemory() {
        Tally tally = new Tally();
        for (int id = 1; id <= Tally.MAX_PROGRAMS + 5; id++) {
            tally.count(Occurrences.of(Kind.PROCESS_FAILURE, id, id));
        }
        assertThat(tally.occurrences()).hasSize(Tally.MAX_PROGRAMS);
    }

    @Test
    void speaksAsMuchHttpAsScrapersNeed() throws Exception {
        try (EventHandler handler = with(Map.of())) {
            assertThat(handler.parallel()).isEqualTo(1);
            assertThat(ask("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 ");
            assertThat(ask("POST /metrics HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET, HEAD");
            assertThat(ask("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask("GET " + "x".repeat(8_188))).startsWith("HTTP/1.1 400 ");
            assertThat(ask("HEAD /metrics?a=b HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n");
            assertThat(ask("GET /metrics HTTP/1.1\r\nAccept: text/plain\r\n\r\n"))
                    .contains("Content-Type: text/plain; version=0.0.4")
                    .doesNotContain("# EOF");
        }
    }

    @Test
    void theSocketHasItsModeAndIsGoneAtTheEnd() throws Exception {
        try (EventHandler handler = with(Map.of("socket_mode", "0640"))) {
            assertThat(handler).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-r-----");
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void replacesASocketThatNobodyListensOnAndNothingElse() throws Exception {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket()))
                .close();
        assertThat(socket()).exists();
        try (EventHandler handler = with(Map.of())) {
            assertThat(handler).isNotNull();
            assertThat(scrape()).isNotEmpty();
            assertThatThrownBy(() -> with(Map.of())).hasMessageContaining("somebody else does");
        }
        Files.writeString(socket(), "mine");
        assertThatThrownBy(() -> with(Map.of())).hasMessageContaining("there is a file, and it is no socket");
        assertThat(socket()).hasContent("mine");
    }

    @Test
    void listensOnLoopbackPortsOnly() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
            assertThatThrownBy(() -> with(Map.of("listen", "127.0.0.1:" + port)))
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ");
        }
        try (EventHandler handler = with(Map.of("listen", "localhost:" + port))) {
            assertThat(handler).isNotNull();
            assertThat(ask(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            "GET /metrics HTTP/1.1\r\n\r\n"))
                    .contains("pmon_build_info");
        }
        assertThatThrownBy(() -> with(Map.of("listen", "0.0.0.0:9800")))
                .hasMessageContaining("0.0.0.0 is not of the loopback interface");
    }

    @Test
    void saysWhatIsWrongWithASetting() {
        assertThatThrownBy(() -> with(Map.of("listen", "metrics")))
                .hasMessage("listen: \"metrics\" is neither an absolute path nor HOST:PORT");
        assertThatThrownBy(() -> with(Map.of("listen", "localhost:0"))).hasMessageContaining("port 0 is not within");
        assertThatThrownBy(() -> with(Map.of("listen", "/" + "x".repeat(107))))
                .hasMessageContaining("at most 107 bytes");
        assertThatThrownBy(() -> with(Map.of("socket_mode", "rw")))
                .hasMessage("socket_mode: \"rw\" is no mode in octal such as 0600");
    }
}
