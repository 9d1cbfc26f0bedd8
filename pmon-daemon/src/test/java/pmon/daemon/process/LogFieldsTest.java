package pmon.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.api.process.LogSettings;
import pmon.api.process.LogSettings.Mode;
import pmon.api.process.LogSettings.OnFull;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.monitor.MonitorTypes;

class LogFieldsTest {
    private static final LogSettings ALL = new LogSettings(
            3L << 20, Duration.ofHours(36), 7, true, false, Mode.APART, Duration.ofSeconds(2), OnFull.BLOCK);

    private final List<Mistake> mistakes = new ArrayList<>();

    private LogSettings read(String yaml) {
        Document document = Document.parse("p", "processes: [{file: /web, " + yaml + "}]", Format.YAML);
        return new EntryReader(Path.of("/etc/p.yaml"), mistakes, new MonitorTypes(List.of()))
                .read(document.root())
                .getFirst()
                .command()
                .execution()
                .logs();
    }

    @Test
    void readsEachKey() {
        assertThat(read("logs_mode: apart, logs_max_size: 3MiB, logs_max_age: 36h, logs_keep: 7, logs_compress: yes,"
                        + " logs_timestamps: off, logs_full_grace: 2s, logs_on_full: BLOCK"))
                .isEqualTo(ALL);
        assertThat(mistakes).isEmpty();
    }

    @Test
    void readsThemFromASection() {
        assertThat(read("logs: {mode: apart, max_size: 3MiB, max_age: 36h, keep: 7, compress: true, timestamps: false,"
                        + " full_grace: 2s, on_full: block}"))
                .isEqualTo(ALL);
        assertThat(mistakes).isEmpty();
    }

    @Test
    void leavesWhatIsNotSetToTheDaemon() {
        assertThat(read("name: web")).isEqualTo(LogSettings.DEFAULT);
        assertThat(read("logs_keep: 0").keep()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logs_mode: file           | together, apart, direct or none",
                "logs_keep: -1             | a whole number from 0 to 1000000",
                "logs_keep: many           | a whole number from 0 to 1000000",
                "logs_on_full: ignore      | drop or block",
                "logs_compress: 2          | true",
                "logs_max_size: 10 stones  | MiB",
                "logs_max_age: soon        | 1h30m",
            })
    void saysWhatWouldDo(String yaml, String expected) {
        read(yaml);
        assertThat(Mistake.text(mistakes)).contains(yaml.substring(0, yaml.indexOf(':')), expected);
    }
}
