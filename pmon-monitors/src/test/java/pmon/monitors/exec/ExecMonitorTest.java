package pmon.monitors.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.testkit.monitor.MonitorContract;

class ExecMonitorTest extends MonitorContract {
    @Override
    protected MonitorProvider provider() {
        return new ExecMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("command", List.of("true"));
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("command", List.of("/bin/sh", "-c", "echo it is broken >&2; exit 3"));
    }

    @Test
    void saysHowTheCommandEndedAndWhatItWrote() throws Exception {
        assertThat(check(failing())).isEqualTo(new CheckResult.Failed("/bin/sh ended with exit code 3: it is broken"));
    }

    @Test
    void takesOtherExitCodesForHealthy() throws Exception {
        assertThat(check(Map.of("command", List.of("sh -c 'exit 4'"), "exit_codes", List.of("3", "4"))))
                .isEqualTo(CheckResult.PASSED);
    }

    @Test
    void hasNoShellReadTheCommandUnlessAsked() throws Exception {
        Map<String, Object> words = Map.of("command", List.of("test $((1+1)) = 2"));
        assertThat(check(words)).isInstanceOf(CheckResult.Failed.class);
        assertThat(check(Map.of("command", List.of("test $((1+1)) = 2"), "shell", true)))
                .isEqualTo(CheckResult.PASSED);
    }

    @Test
    void saysThatACommandDoesNotExist() throws Exception {
        assertThat(check(Map.of("command", List.of("/no/such/file"))))
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("/no/such/file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "256", "ok"})
    void refusesWhatIsNoExitCode(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("command", List.of("true"), "exit_codes", List.of(code))))
                .withMessageContaining(code);
    }

    @Test
    void refusesAnEmptyCommand() {
        assertThatIllegalArgumentException().isThrownBy(() -> open(Map.of("command", List.of(" "))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("command", List.of("a", "b"), "shell", true)));
    }
}
