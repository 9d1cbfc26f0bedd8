package pmon.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerTest {
    @Test
    void variablesThatTheLauncherHidGetTheirNamesBack() {
        assertThat(Caller.restored(Map.of("PMON_ENV_JAVA_TOOL_OPTIONS", "-Xmx1g", "PATH", "/bin")))
                .isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g", "PATH", "/bin"));
    }

    @Test
    void whatTheLauncherSetGivesWayToWhatWasThere() {
        assertThat(Caller.restored(Map.of("PMON_ENV_LC_ALL", "C", "LC_ALL", "C.UTF-8")))
                .isEqualTo(Map.of("LC_ALL", "C"));
        assertThat(Caller.restored(Map.of("PMON_ENV_LC_ALL", "", "LC_ALL", "C.UTF-8")))
                .isEmpty();
    }

    @Test
    void anEmptyVariableIsNone() {
        Caller caller = new Caller("/here", Map.of("EMPTY", "", "SET", "x"), false);
        assertThat(caller.variable("EMPTY")).isNull();
        assertThat(caller.variable("MISSING")).isNull();
        assertThat(caller.variable("SET")).isEqualTo("x");
        assertThat(caller.absolute("a/b")).isEqualTo("/here/a/b");
        assertThat(caller.absolute("/a")).isEqualTo("/a");
    }
}
