package pmon.daemon.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Status;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

class VerdictTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Verdict NONE = new Verdict(null);

    private static Snapshot of(ProcessSnapshot... processes) {
        return new Snapshot(Arrays.asList(processes));
    }

    private static ProcessSnapshot process(String name, Status status, @Nullable ExitStatus exit, String reason) {
        Account user = new Account("u", 1000, 1000, List.of(), "/home/u", "/bin/sh");
        ProcessSpec spec = new ProcessSpec(
                new ProcessName(name),
                "/bin/true",
                List.of(),
                Map.of(),
                Map.of(),
                "/",
                user,
                "/dev/stdout",
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of(),
                List.of());
        ProcessRecord record = new ProcessRecord(1, spec, Goal.DOWN, status, 1, 0, null, null, exit, reason, NOW, NOW);
        return new ProcessSnapshot(record, status, null, null, "", null, List.of());
    }

    private static ExitStatus code(int code) {
        return new ExitStatus.Exited(code, NOW);
    }

    private static ExitStatus signal(int number) {
        return new ExitStatus.Signaled(number, NOW);
    }

    @Test
    void isOverWhenAllHaveEndedByThemselves() {
        ProcessSnapshot ended = process("a", Status.STOPPED, code(0), "exit code 0");
        assertThat(NONE.over(of(ended, process("b", Status.FAILED, code(1), "exit code 1"))))
                .isTrue();
        assertThat(NONE.over(of(ended, process("b", Status.RUNNING, null, "")))).isFalse();
        assertThat(NONE.over(of(ended, process("b", Status.BACKOFF, code(1), "exit code 1"))))
                .isFalse();
    }

    @Test
    void waitsForWhatSomebodyStopped() {
        assertThat(NONE.over(of(process("a", Status.STOPPED, signal(15), "stopped by root"))))
                .isFalse();
    }

    @Test
    void isOverWithTheMainProgram() {
        Verdict verdict = new Verdict("b");
        ProcessSnapshot a = process("a", Status.RUNNING, null, "");
        assertThat(verdict.over(of(a, process("b", Status.RUNNING, null, "")))).isFalse();
        Snapshot ended = of(a, process("b", Status.FAILED, signal(9), "SIGKILL"));
        assertThat(verdict.over(ended)).isTrue();
        assertThat(verdict.code(ended, false)).isEqualTo(137);
    }

    @Test
    void answersWithTheExitOfTheOnlyProgram() {
        assertThat(NONE.code(of(process("a", Status.FAILED, code(3), "exit code 3")), false))
                .isEqualTo(3);
        assertThat(NONE.code(of(process("a", Status.CLOSED, signal(15), "")), true))
                .isEqualTo(143);
        assertThat(NONE.code(of(process("a", Status.FAILED, null, "no such file")), false))
                .isEqualTo(1);
    }

    @Test
    void answersForSeveralWithTheFirstFailureUnlessAsked() {
        Snapshot all = of(
                process("a", Status.STOPPED, code(0), "exit code 0"),
                process("b", Status.FAILED, code(4), "exit code 4"),
                process("c", Status.FAILED, code(5), "exit code 5"));
        assertThat(NONE.code(all, false)).isEqualTo(4);
        assertThat(NONE.code(all, true)).isZero();
    }
}
