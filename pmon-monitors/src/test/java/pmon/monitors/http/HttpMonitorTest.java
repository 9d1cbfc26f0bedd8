package pmon.monitors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.monitors.CannedServer;
import pmon.testkit.monitor.MonitorContract;
import pmon.testkit.monitor.TestContext;

class HttpMonitorTest extends MonitorContract {
    private CannedServer server = new CannedServer(HttpMonitorTest::answer);

    @BeforeEach
    void open() throws IOException {
        server.close();
        server = new CannedServer(HttpMonitorTest::answer);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** A path such as {@code /503} is answered with that status; silence after {@code /silent}. */
    private static String answer(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/") || words[1].equals("/silent")) {
            return "";
        }
        return "HTTP/1.1 " + words[1].substring(1) + " Canned\r\nContent-Length: 7\r\n\r\nall ok\n";
    }

    @Override
    protected MonitorProvider provider() {
        return new HttpMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("url", url("/200"));
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("url", url("/503"));
    }

    private String url(String path) {
        return "http://localhost:" + server.port() + path;
    }

    @ParameterizedTest
    @CsvSource({"202,2xx,true", "301,2xx,false", "301,200-399,true", "418,418,true", "404,5xx,false"})
    void expectsTheStatusThatIsSet(int answered, String expected, boolean healthy) throws Exception {
        CheckResult result = check(Map.of("url", url("/" + answered), "status", List.of(expected)));

        assertThat(result instanceof CheckResult.Passed).isEqualTo(healthy);
    }

    @Test
    void saysWhatWasAnsweredAndWhatWasExpected() throws Exception {
        assertThat(check(failing())).isEqualTo(new CheckResult.Failed("GET " + url("/503") + " answered 503, not 2xx"));
    }

    @Test
    void looksForATextInTheAnswer() throws Exception {
        assertThat(check(Map.of("url", url("/200"), "body", "all ok"))).isEqualTo(CheckResult.PASSED);
        assertThat(check(Map.of("url", url("/200"), "body", "ready")))
                .isEqualTo(new CheckResult.Failed("GET " + url("/200") + " answered without \"ready\""));
    }

    @Test
    void sendsMethodAndHeaders() throws Exception {
        assertThat(check(Map.of("url", url("/200"), "method", "head", "headers", Map.of("X-Probe", "pmon"))))
                .isEqualTo(CheckResult.PASSED);
        assertThat(server.heard()).contains("HEAD /200 HTTP/1.1", "X-Probe: pmon");
    }

    @Test
    void failsWhenNothingIsAnsweredInTime() throws Exception {
        CheckResult result =
                open(Map.of("url", url("/silent"))).check(new TestContext(directory, Duration.ofMillis(50)));

        assertThat(result).isEqualTo(new CheckResult.Failed("GET " + url("/silent") + " was not answered in time"));
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        server.close();

        assertThat(check(working())).isEqualTo(new CheckResult.Failed("GET " + url("/200") + ": nobody listens there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:80", "ftp://localhost/", "http:///x", "http://localhost:99999/", "http://a b/"})
    void refusesWhatIsNoUrl(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> open(Map.of("url", url)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "6xx", "300-200", "ok"})
    void refusesWhatIsNoStatus(String status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("url", "http://localhost/", "status", List.of(status))))
                .withMessageContaining(status);
    }
}
