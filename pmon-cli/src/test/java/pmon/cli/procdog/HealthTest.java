package pmon.cli.procdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.ProcessView;
import pmon.api.process.Status;
import pmon.cli.FakeMachine;
import pmon.cli.Programs;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Machine;

class HealthTest {
    private final FakeMachine machine = new FakeMachine(1);

    @Test
    void theCommandIsRunAndItsCodeTold() throws Exception {
        machine.endings.put("-f", new Machine.Ran(7, ""));
        assertThat(check("joe", Map.of("PROCDOG_HEALTH_COMMAND", "curl -f 'a b'"), false))
                .isEqualTo(7);
        assertThat(machine.commands).containsExactly(List.of("curl", "-f", "a b"));
    }

    @Test
    void nothingOfAnotherUserIsRun() throws Exception {
        assertThat(check("joe", Map.of("PROCDOG_HEALTH_COMMAND", "curl"), true)).isNull();
        assertThat(check("joe", Map.of("PROCDOG_HEALTH_COMMAND", "***"), false)).isNull();
        assertThat(check("joe", Map.of(), false)).isNull();
        assertThat(machine.commands).isEmpty();
        assertThat(check("root", Map.of("PROCDOG_HEALTH_COMMAND", "curl"), true))
                .isZero();
    }

    @Test
    void whatNoNumberCanBeCountsAsNone() {
        Health health =
                health("joe", Map.of("PROCDOG_HEALTH_COUNT", "many", "PROCDOG_HEALTH_DELAY_MILLIS", "1500"), false);
        assertThat(health.count()).isZero();
        assertThat(health.delay()).isEqualTo(Duration.ofMillis(1500));
    }

    private Integer check(String user, Map<String, String> variables, boolean root) throws Exception {
        return health(user, variables, root).check();
    }

    private Health health(String user, Map<String, String> variables, boolean root) {
        ProcessView web = Programs.running(1, "procdog:web");
        ProcessView process = new ProcessView(
                1,
                web.name(),
                4711,
                Status.RUNNING,
                0,
                user,
                null,
                null,
                null,
                Programs.START,
                Programs.START,
                null,
                null,
                pmon.api.process.Health.NONE,
                "/bin/sleep",
                List.of(),
                new HashMap<>(variables),
                "/",
                null,
                false,
                List.of(),
                List.of(),
                "",
                null,
                0,
                List.of());
        return new Health(process, new Caller("/", Map.of(), root), machine);
    }
}
