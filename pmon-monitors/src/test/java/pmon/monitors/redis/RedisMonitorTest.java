package pmon.monitors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.monitors.CannedServer;
import pmon.testkit.monitor.MonitorContract;
import pmon.testkit.monitor.TestContext;

/** The real server is asked in the whole-system tests; this is the protocol, line by line. */
class RedisMonitorTest extends MonitorContract {
    private final CannedServer healthy = new CannedServer(line -> switch (line) {
        case "PING" -> "+PONG\r\n";
        case "hunter2" -> "+OK\r\n";
        case "wrong" -> "-WRONGPASS invalid username-password pair\r\n";
        default -> "";
    });
    private final CannedServer loading =
            new CannedServer(line -> line.equals("PING") ? "-LOADING Redis is loading the dataset in memory\r\n" : "");
    private final CannedServer silent = new CannedServer(_ -> "");
    private final CannedServer stranger = new CannedServer(_ -> "x".repeat(2_000));

    @AfterEach
    void close() throws IOException {
        healthy.close();
        loading.close();
        silent.close();
        stranger.close();
    }

    @Override
    protected MonitorProvider provider() {
        return new RedisMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("addr", at(healthy));
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("addr", at(loading));
    }

    private static String at(CannedServer server) {
        return "localhost:" + server.port();
    }

    @Test
    void saysWhatTheServerAnsweredInstead() throws Exception {
        assertThat(check(failing()))
                .isEqualTo(new CheckResult.Failed("redis at " + at(loading)
                        + " answered PING with \"LOADING Redis is loading the dataset in memory\""));
    }

    @Test
    void sendsThePasswordFirst() throws Exception {
        assertThat(check(Map.of("addr", at(healthy), "username", "probe", "password", "hunter2")))
                .isEqualTo(CheckResult.PASSED);
        assertThat(healthy.heard()).containsSubsequence("AUTH", "probe", "hunter2", "PING");
    }

    @Test
    void tellsOfARefusedPasswordWithoutShowingIt() throws Exception {
        assertThat(check(Map.of("addr", at(healthy), "password", "wrong")))
                .isEqualTo(new CheckResult.Failed("redis at " + at(healthy)
                        + " answered AUTH with \"WRONGPASS invalid username-password pair\""));
    }

    @Test
    void givesUpOnOneThatDoesNotAnswer() throws Exception {
        CheckResult result = open(Map.of("addr", at(silent))).check(new TestContext(directory, Duration.ofMillis(50)));

        assertThat(result).isEqualTo(new CheckResult.Failed("redis at " + at(silent) + " did not answer in time"));
    }

    @Test
    void doesNotReadWithoutEnd() throws Exception {
        assertThat(check(Map.of("addr", at(stranger))))
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("no redis server's"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:0", "localhost:65536", "localhost:redis", "[::1]:x"})
    void refusesWhatIsNoAddress(String addr) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("addr", addr)))
                .withMessageContaining("1 to 65535");
    }

    @Test
    void refusesSettingsThatMakeNoSenseAlone() {
        assertThatIllegalArgumentException().isThrownBy(() -> open(Map.of("username", "probe")));
        assertThatIllegalArgumentException().isThrownBy(() -> open(Map.of("ca_file", "ca.pem")));
    }
}
