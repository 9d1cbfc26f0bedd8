package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.TaskSettings;

class MergeTest {
    private static final Account ROOT = new Account("root", 0, 0, List.of(0L), "/root", "/bin/sh");
    private static final Map<String, String> ONE = Map.of("PATH", "/bin", "KEY", "1");
    private static final Map<String, String> OTHER = Map.of("PATH", "/bin", "KEY", "2");

    private static ProcessSpec spec(Map<String, String> inherited, @Nullable String envFile, List<String> groups) {
        return new ProcessSpec(
                new ProcessName("web"),
                "/web",
                List.of(),
                Map.of(),
                inherited,
                "/",
                ROOT,
                "/web.log",
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of(),
                groups,
                new ExecutionSettings(envFile, List.of(), null, null, Map.of()),
                TaskSettings.DEFAULT);
    }

    private static Merge merge(ProcessSpec entry, ProcessSpec known) {
        return Merge.of(new Configured(entry, "now"), known, "before", new Caller(ROOT));
    }

    @Test
    void anotherInheritedEnvironmentIsNotPartOfTheEntry() {
        ProcessSpec known = spec(ONE, null, List.of());
        assertThat(merge(spec(OTHER, null, List.of()), known)).isEqualTo(new Merge.Same());
        assertThat(merge(spec(OTHER, null, List.of("g")), known))
                .isEqualTo(new Merge.Changed(spec(ONE, null, List.of("g")), false));
    }

    @Test
    void anEnvironmentFileThatSaysSomethingElseNeedsANewInstance() {
        ProcessSpec known = spec(ONE, "/web.env", List.of());
        ProcessSpec entry = spec(OTHER, "/web.env", List.of());
        assertThat(merge(entry, known)).isEqualTo(new Merge.Changed(entry, true));
        assertThat(merge(spec(ONE, "/web.env", List.of("g")), known))
                .isEqualTo(new Merge.Changed(spec(ONE, "/web.env", List.of("g")), false));
    }

    @Test
    void anotherEnvironmentFileOrNoneNeedsANewInstance() {
        ProcessSpec known = spec(ONE, "/web.env", List.of());
        for (ProcessSpec entry : List.of(spec(ONE, "/other.env", List.of()), spec(ONE, null, List.of()))) {
            assertThat(merge(entry, known)).isEqualTo(new Merge.Changed(entry, true));
        }
    }
}
