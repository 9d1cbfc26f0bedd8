package pmon.daemon.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pmon.api.process.Check;
import pmon.api.process.MonitorSpec;
import pmon.api.process.WrittenValue;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;
import pmon.testkit.monitor.TestContext;

final class OpenCheckTest {
    private static final Check GOOD = single("good");
    private static final Check BAD = single("bad");
    private static final Check WORSE = single("worse");
    private static final Check BROKEN = single("broken");

    private final Map<String, CheckResult> finds = new HashMap<>(Map.of(
            "good", CheckResult.PASSED,
            "bad", new CheckResult.Failed("it is bad"),
            "worse", new CheckResult.Failed("it is worse")));
    private final List<String> asked = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final MonitorTypes types = new MonitorTypes(List.of(new Provider()));

    @Test
    void allPassesWhenAllDoAndStopsAtTheFirstThatDoesNot() throws Exception {
        assertThat(find(new Check.All(List.of(GOOD, GOOD)))).isEqualTo(CheckResult.PASSED);
        asked.clear();
        assertThat(find(new Check.All(List.of(GOOD, BAD, WORSE)))).isEqualTo(new CheckResult.Failed("it is bad"));
        assertThat(asked).containsExactly("good", "bad");
    }

    @Test
    void anyPassesAtTheFirstThatDoesAndTellsAllThatFailed() throws Exception {
        assertThat(find(new Check.Any(List.of(BAD, GOOD, WORSE)))).isEqualTo(CheckResult.PASSED);
        assertThat(asked).containsExactly("bad", "good");
        assertThat(find(new Check.Any(List.of(BAD, WORSE))))
                .isEqualTo(new CheckResult.Failed("it is bad; it is worse"));
    }

    @Test
    void notTurnsAnAnswerAroundButNoMistake() throws Exception {
        assertThat(find(new Check.Not(BAD))).isEqualTo(CheckResult.PASSED);
        assertThat(find(new Check.Not(GOOD))).isInstanceOf(CheckResult.Failed.class);
        assertThat(find(new Check.Not(new Check.Not(GOOD)))).isEqualTo(CheckResult.PASSED);
    }

    @Test
    void aMistakeCountsAsFailed() throws Exception {
        assertThat(find(BROKEN)).isEqualTo(new CheckResult.Failed("it throws"));
    }

    @Test
    void retryForgivesFailuresInARow() throws Exception {
        try (Monitor monitor = OpenCheck.of(new Check.Retry(3, BAD), types)) {
            assertThat(look(monitor)).isEqualTo(CheckResult.PASSED);
            assertThat(look(monitor)).isEqualTo(CheckResult.PASSED);
            assertThat(look(monitor)).isEqualTo(new CheckResult.Failed("it is bad"));
            finds.put("bad", CheckResult.PASSED);
            assertThat(look(monitor)).isEqualTo(CheckResult.PASSED);
            finds.put("bad", new CheckResult.Failed("it is bad again"));
            assertThat(look(monitor)).as("they are counted anew").isEqualTo(CheckResult.PASSED);
        }
    }

    @Test
    void closesAllItsParts() throws Exception {
        OpenCheck.of(new Check.All(List.of(GOOD, new Check.Any(List.of(BAD, new Check.Not(WORSE))))), types)
                .close();
        assertThat(closed).containsExactlyInAnyOrder("good", "bad", "worse");
    }

    @Test
    void aTypeThatNobodyProvidesIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> OpenCheck.of(new Check.Single("gopher", Map.of()), types))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing provides the monitor type gopher; there are finds");
    }

    @Test
    void whatAnyPartHearsIsHeardFromTheBeginning() {
        MonitorSpec deep = new MonitorSpec(
                "deep", MonitorSpec.Role.ALIVE, new Check.All(List.of(GOOD, new Check.Not(new Check.Retry(2, BAD)))));
        assertThat(types.sources(List.of(deep)))
                .containsExactly(MonitorProvider.Source.OUTPUT, MonitorProvider.Source.OUTPUT);
        assertThat(types.environment(List.of(deep))).isEqualTo(Map.of("GOOD", "1", "BAD", "1"));
    }

    private CheckResult find(Check check) throws Exception {
        try (Monitor monitor = OpenCheck.of(check, types)) {
            return look(monitor);
        }
    }

    private static CheckResult look(Monitor monitor) throws Exception {
        return monitor.check(new TestContext(Path.of("/"), Duration.ofSeconds(10)));
    }

    private static Check single(String what) {
        return new Check.Single("finds", Map.of("what", new WrittenValue.Text(what)));
    }

    private final class Provider implements MonitorProvider {
        @Override
        public String name() {
            return "finds";
        }

        @Override
        public List<SettingDeclaration> settings() {
            return List.of(SettingDeclaration.required("what", SettingDeclaration.Type.TEXT, "What it finds."));
        }

        @Override
        public Set<Source> sources() {
            return Set.of(Source.OUTPUT);
        }

        @Override
        public Map<String, String> environment(PluginSettings settings) {
            return Map.of(settings.text("what").orElseThrow().toUpperCase(Locale.ROOT), "1");
        }

        @Override
        public Monitor open(PluginSettings settings) {
            String what = settings.text("what").orElseThrow();
            return new Monitor() {
                @Override
                public CheckResult check(CheckContext context) {
                    asked.add(what);
                    CheckResult result = finds.get(what);
                    if (result == null) {
                        throw new IllegalStateException("it throws");
                    }
                    return result;
                }

                @Override
                public void close() {
                    closed.add(what);
                }
            };
        }
    }
}
