package pmon.distribution.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.plugin.SettingDeclaration;
import pmon.plugin.metrics.MetricsProvider;
import pmon.plugin.webhook.WebhookProvider;

/** Each plugin that comes with pmon has a page, whose table has every setting with its default. */
class PluginPagesTest {
    static List<EventHandlerProvider> plugins() {
        return List.of(new MetricsProvider(), new WebhookProvider());
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void everySettingIsInTheTable(EventHandlerProvider plugin) throws IOException {
        List<String> rows = Files.readAllLines(Documents.ROOT.resolve("docs/" + plugin.name() + ".md"));
        for (SettingDeclaration setting : plugin.settings()) {
            String standard = setting.standard();
            assertThat(rows)
                    .as(setting.key())
                    .anyMatch(row -> row.startsWith("| `" + setting.key() + "` | ")
                            && (standard == null
                                    || row.startsWith("| `" + setting.key() + "` | `" + standard + "` |")));
        }
    }

    /** Whoever follows the tutorial has what is built and loaded by the tests. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "src/main/java/module-info.java",
                "src/main/java/com/example/eventfile/EventFile.java",
                "src/main/java/com/example/eventfile/EventFileProvider.java",
                "src/test/java/com/example/eventfile/EventFileTest.java"
            })
    void theTutorialHasTheFilesOfTheExample(String file) throws IOException {
        String text =
                Files.readString(Documents.ROOT.resolve("examples/event-file").resolve(file));
        assertThat(Files.readString(Documents.ROOT.resolve("docs/plugins.md")))
                .contains("`" + file + "`")
                .contains("\n" + text + "```\n");
    }
}
