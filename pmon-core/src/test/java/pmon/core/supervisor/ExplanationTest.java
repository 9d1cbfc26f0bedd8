package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.once;
import static pmon.core.supervisor.Specs.spec;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;

class ExplanationTest {
    private final Desk desk = new Desk();

    @Test
    void ofARunningProgram() {
        desk.running("web");
        assertThat(explanation()).isEqualTo("running since 2026-01-01T00:00:00Z");
    }

    @Test
    void ofOneThatWasRestarted() {
        desk.running("web");
        desk.isKilled("web");
        assertThat(explanation()).isEqualTo("running since 2026-01-01T00:00:05Z, restarted once after SIGKILL");
    }

    @Test
    void ofOneThatBacksOff() {
        desk.exec("web");
        desk.exits("web", 3);
        desk.exits("web", 3);
        assertThat(explanation()).isEqualTo("backing off until 2026-01-01T00:00:00Z after 2 exits with code 3 in 0 ms");
    }

    @Test
    void ofOneThatCannotBeStarted() {
        desk.refuseNext("/bin/web: no such file");
        desk.exec("web");
        assertThat(explanation()).endsWith("after a short-lived try: /bin/web: no such file");
    }

    @Test
    void ofADelayOfSeconds() {
        desk.exec("web");
        desk.exits("web", 1);
        for (int life = 0; life < 5; life++) {
            assertThat(desk.status("web")).isEqualTo("running");
            desk.exits("web", 1);
            desk.pass(Duration.ofMillis(800));
        }
        assertThat(explanation()).endsWith(" after 6 exits with code 1 in 3.2 s");
    }

    @Test
    void ofOneThatIsKilledAgainAndAgain() {
        desk.exec("web");
        desk.isKilled("web");
        desk.isKilled("web");
        desk.pass(Duration.ofMillis(100));
        desk.isKilled("web");
        assertThat(explanation()).endsWith(" after 3 ends by SIGKILL in 100 ms");
    }

    @Test
    void ofOneThatEndsInDifferentWays() {
        desk.exec("web");
        desk.exits("web", 1);
        assertThat(desk.status("web")).isEqualTo("running");
        desk.isKilled("web");
        assertThat(explanation()).endsWith(" after 2 short-lived tries in 0 ms, the last: SIGKILL");
    }

    @Test
    void ofOneThatIsQueued() {
        desk.commitsAtOnce = false;
        desk.exec("web");
        assertThat(explanation()).isEqualTo("queued: waiting for its record to be durable");
    }

    @Test
    void ofOneThatIsBeingStopped() {
        desk.running("web");
        desk.stop("web");
        assertThat(explanation()).isEqualTo("stopping: stopped by root; SIGKILL at 2026-01-01T00:00:15Z");
        desk.pass(Duration.ofSeconds(10));
        assertThat(explanation()).isEqualTo("stopping: stopped by root; SIGKILL sent");
    }

    @Test
    void ofOneWhoseTreeIsLeft() {
        desk.running("web");
        desk.ends("web", new ExitStatus.Exited(1, desk.now.wall()), false);
        assertThat(explanation()).isEqualTo("restarting: what its main process left behind; SIGKILL sent");
    }

    @Test
    void ofOneThatIsAtRest() {
        desk.running(once(spec("web")));
        desk.exits("web", 4);
        assertThat(explanation()).isEqualTo("failed: ended with exit code 4, no restart wanted");
        desk.stop("web");
        assertThat(explanation()).isEqualTo("stopped by root");
    }

    private String explanation() {
        return desk.process("web").explanation();
    }
}
