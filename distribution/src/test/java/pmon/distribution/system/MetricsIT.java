package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The plugin {@code metrics} of the real image, with the libraries it brings. */
class MetricsIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    private Path socket() {
        return home.work().resolve("metrics");
    }

    private List<String> scrape() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            channel.write(ByteBuffer.wrap("GET /metrics HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private String value(String metric) throws IOException {
        return scrape().stream()
                .filter(line -> line.startsWith(metric + " "))
                .map(line -> line.substring(metric.length() + 1))
                .findFirst()
                .orElse("");
    }

    private void configure(String... more) throws IOException {
        home.configure(
                "restart:",
                "  min_uptime: 100ms",
                "plugins:",
                "  metrics:",
                "    listen: " + socket(),
                String.join("\n", more));
    }

    private String mode() throws IOException {
        return Files.exists(socket()) ? PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())) : "";
    }

    @Test
    void programsAndWhatHappensToThemAreMeasured() throws Exception {
        configure();
        home.pmon("exec", home.script("web", "exec sleep 1000").toString()).succeeds();
        Await.until("it listens", () -> Files.exists(socket()));
        assertThat(value("pmon_program_up{program=\"web\"}")).isEqualTo("1.0");
        assertThat(Double.parseDouble(value("pmon_program_memory_bytes{program=\"web\"}")))
                .isGreaterThan(0);
        home.run("/bin/kill", "-9", Long.toString(home.live("web").pid())).succeeds();
        String restarts = "pmon_program_occurrences_total{event=\"process_restart\",program=\"web\"}";
        Await.until("the restart is counted", () -> value(restarts).equals("1.0"));
        assertThat(value("pmon_program_last_exit_code{program=\"web\"}")).isEqualTo("137.0");
        assertThat(value("pmon_program_restarts_total{program=\"web\"}")).isEqualTo("1.0");
        assertThat(scrape()).last().isEqualTo("# EOF");
        home.pmon("daemon", "stop").succeeds();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void aSocketOfAKilledDaemonIsNotInTheWayAndAnotherModeCountsAtOnce() throws Exception {
        configure();
        home.pmon("exec", home.script("web", "exec sleep 1000").toString()).succeeds();
        Await.until("it listens", () -> Files.exists(socket()));
        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is gone", () -> !daemon.lives());
        assertThat(socket()).exists();
        home.startDaemon();
        Await.until("it listens again", () -> listens());
        configure("    socket_mode: \"0660\"");
        home.pmon("plugin", "ls").succeeds();
        Await.until("another takes its place", () -> mode().equals("rw-rw----"));
        assertThat(scrape()).last().isEqualTo("# EOF");
    }

    private boolean listens() {
        try {
            return !scrape().isEmpty();
        } catch (IOException _) {
            return false;
        }
    }
}
