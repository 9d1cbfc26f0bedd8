package pmon.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.cli.shell.Caller;

class RunDirectoryTest {
    private static String of(boolean root, boolean system, Map<String, String> environment) {
        return RunDirectory.of(new Caller("/srv", environment, root), system)
                .path()
                .toString();
    }

    @Test
    void everybodyHasADirectoryOfTheirOwn() {
        assertThat(of(false, false, Map.of("HOME", "/home/joe"))).isEqualTo("/home/joe/.local/state/pmon/run");
        assertThat(of(true, false, Map.of("HOME", "/root"))).isEqualTo("/run/pmon3");
    }

    @Test
    void variablesSayOtherwise() {
        assertThat(of(false, false, Map.of("HOME", "/h", "XDG_STATE_HOME", "/state")))
                .isEqualTo("/state/pmon/run");
        assertThat(of(false, false, Map.of("HOME", "/h", "XDG_STATE_HOME", "relative")))
                .isEqualTo("/h/.local/state/pmon/run");
        assertThat(of(true, false, Map.of("PMON_HOME", "/srv/pmon"))).isEqualTo("/srv/pmon/run");
        assertThat(of(false, false, Map.of("PMON_HOME", "here"))).isEqualTo("/srv/here/run");
        assertThat(of(false, false, Map.of("PMON_HOME", "", "HOME", "/h"))).isEqualTo("/h/.local/state/pmon/run");
    }

    @Test
    void theSystemIsWhatIsAskedForWhateverIsSet() {
        assertThat(of(false, true, Map.of("PMON_HOME", "/srv/pmon"))).isEqualTo("/run/pmon3");
    }
}
