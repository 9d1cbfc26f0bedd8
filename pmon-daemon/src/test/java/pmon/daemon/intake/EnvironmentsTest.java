package pmon.daemon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.daemon.config.EnvInherit;

class EnvironmentsTest {
    private final Environments environments =
            new Environments(Map.of("LANG", "de_DE.UTF-8", "TZ", "UTC", "OF_DAEMON", "1", "NOTIFY_SOCKET", "/x"));

    private Map<String, String> inherited(EnvInherit inherit, Map<String, String> caller) {
        return environments.inherited(inherit, caller, Machine.ALICE);
    }

    @Test
    void nothingIsInheritedButACleanBase() {
        assertThat(inherited(EnvInherit.NONE, Map.of("PATH", "/nowhere", "SECRET", "1")))
                .isEqualTo(Map.of(
                        "PATH", Environments.PATH,
                        "LANG", "de_DE.UTF-8",
                        "TZ", "UTC",
                        "HOME", "/home/alice",
                        "USER", "alice",
                        "LOGNAME", "alice",
                        "SHELL", "/bin/sh"));
    }

    @Test
    void theCallersEnvironmentIsInheritedButForWhatIsPmonsOrTheShells() {
        Map<String, String> caller = new HashMap<>(Map.of("PATH", "/own", "LANG", "C", "HOME", "/elsewhere", "A", "1"));
        for (String name : new String[] {"PMON_HOME", "PMON3_CONF", "CONFIGOR_LOGLEVEL", "PWD", "_", "", "B=C"}) {
            caller.put(name, "x");
        }
        assertThat(inherited(EnvInherit.CALLER, caller))
                .isEqualTo(Map.of(
                        "PATH", "/own",
                        "LANG", "C",
                        "TZ", "UTC",
                        "HOME", "/home/alice",
                        "USER", "alice",
                        "LOGNAME", "alice",
                        "SHELL", "/bin/sh",
                        "A", "1"));
    }

    @Test
    void theDaemonsEnvironmentIsInheritedButForWhatTheServiceManagerToldIt() {
        assertThat(inherited(EnvInherit.DAEMON, Map.of("A", "1")))
                .containsEntry("OF_DAEMON", "1")
                .doesNotContainKeys("A", "NOTIFY_SOCKET");
    }

    @Test
    void equalEnvironmentsAreOneMap() {
        Map<String, String> first = inherited(EnvInherit.CALLER, Map.of("A", "1"));
        assertThat(inherited(EnvInherit.CALLER, Map.of("A", "1"))).isSameAs(first);
        assertThat(environments.shared(new HashMap<>(first))).isSameAs(first);
    }
}
