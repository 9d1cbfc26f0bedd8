package pmon.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pmon.api.protocol.ExecCommand;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.export.Export;
import pmon.daemon.monitor.MonitorTypes;

class ProcessConfigurationFuzzTest {
    @FuzzTest
    void yamlIsExportedAsItWasRead(byte[] bytes) {
        check(bytes, Format.YAML);
    }

    @FuzzTest
    void jsonIsExportedAsItWasRead(byte[] bytes) {
        check(bytes, Format.JSON);
    }

    @FuzzTest
    void tomlIsExportedAsItWasRead(byte[] bytes) {
        check(bytes, Format.TOML);
    }

    private static void check(byte[] bytes, Format format) {
        List<Mistake> mistakes = new ArrayList<>();
        List<ExecCommand> commands = read(new String(bytes, StandardCharsets.UTF_8), format, mistakes);
        for (Mistake mistake : mistakes) {
            assertThat(mistake.text()).startsWith("/etc/p.");
        }
        if (!mistakes.isEmpty()) {
            return;
        }
        List<WrittenProgram> programs =
                commands.stream().map(WrittenProgram::of).toList();
        for (Format written : Format.values()) {
            String text = Export.text(written, programs);
            assertThat(read(text, written, mistakes)).as(text).isEqualTo(commands);
            assertThat(mistakes).as(text).isEmpty();
        }
    }

    private static List<ExecCommand> read(String text, Format format, List<Mistake> mistakes) {
        Path file = Path.of("/etc/p." + format);
        Document document = Document.parse(file.toString(), text, format);
        mistakes.addAll(document.mistakes());
        return new EntryReader(file, mistakes, MonitorTypes.installed())
                .read(document.root()).stream().map(ProcessEntry::command).toList();
    }
}
