package pmon.monitors.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.testkit.monitor.MonitorContract;

class TcpMonitorTest extends MonitorContract {
    private final ServerSocket taken = listening();
    private final int free = freePort();

    /** On every address of this machine, as servers do. */
    static ServerSocket listening() {
        try {
            return new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = listening()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        taken.close();
    }

    @Override
    protected MonitorProvider provider() {
        return new TcpMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("port", List.of(Integer.toString(taken.getLocalPort())));
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("port", List.of(Integer.toString(free)));
    }

    @Test
    void fallsWithTheFirstOfSeveralPortsThatNobodyHas() throws Exception {
        String both = taken.getLocalPort() + " " + free;

        assertThat(check(Map.of("port", List.of(both))))
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("port " + free + " of localhost"));
    }

    @Test
    void saysThatAHostIsNotKnown() throws Exception {
        assertThat(check(Map.of("host", "no.such.host.invalid", "port", List.of("1"))))
                .isInstanceOf(CheckResult.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http", "", "80,81", "-1"})
    void refusesWhatIsNoPort(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("port", List.of(port))))
                .withMessageContaining("1 to 65535");
    }
}
