package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A daemon without programs, and one whose programs all rest. */
class NothingThereIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void commandsForAllSayThatThereIsNone() throws Exception {
        home.startDaemon();
        assertThat(home.json("ls")).isEmpty();
        for (String command : new String[] {"stop", "restart", "del", "desc"}) {
            Refused.of(5, "no_processes", "there are no processes", command, "all")
                    .check(home);
        }
        Refused.of(5, "none_running", "no running processes", "kill").check(home);

        home.pmon("exec", "/bin/true", "-n").succeeds();
        Refused.of(5, "none_running", "no running processes", "kill").check(home);
        assertThat(home.json("stop", "true").get("status").asString())
                .as("stopping again is done too")
                .isEqualTo("stopped");
    }
}
