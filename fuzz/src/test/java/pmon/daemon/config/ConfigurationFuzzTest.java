package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

class ConfigurationFuzzTest {
    private static final Path FILE = Path.of("/nothing/is/here/config.yml");
    private static final Path NOWHERE = Path.of("/nothing/is/here");
    private static final Places PLACES =
            new Places(Mode.USER, FILE, List.of(), NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE);

    @FuzzTest
    void aConfigurationIsUsedOrRefused(byte[] bytes) {
        Document document = Document.parse(FILE.toString(), new String(bytes, StandardCharsets.UTF_8), Format.YAML);
        List<Mistake> mistakes = new ArrayList<>(document.mistakes());
        List<String> warnings = new ArrayList<>();
        WrittenKeys written = new WrittenKeys(FILE, document.root(), mistakes);
        Values values = new Resolver(PLACES, Map.of(), written, mistakes, warnings).resolve();
        Relations.check(values, mistakes, warnings);
        for (Mistake mistake : mistakes) {
            assertThat(mistake.text()).startsWith(FILE.toString());
        }
        if (mistakes.isEmpty()) {
            Configuration configuration = new Configuration(values, PLACES, warnings);
            assertThat(configuration.effective()).isNotEmpty();
            configuration.defaults();
            configuration.waits();
            configuration.flapDetection();
            configuration.eventScripts();
            configuration.messageQueue();
        }
    }
}
