package pmon.daemon.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class DocumentFuzzTest {
    /** The root, 32 below it, and in the place of what is deeper nothing. */
    private static final int MAX_DEPTH = 34;

    @FuzzTest
    void yamlIsReadOrRefused(byte[] bytes) {
        read(bytes, Format.YAML);
    }

    @FuzzTest
    void jsonIsReadOrRefused(byte[] bytes) {
        read(bytes, Format.JSON);
    }

    @FuzzTest
    void tomlIsReadOrRefused(byte[] bytes) {
        read(bytes, Format.TOML);
    }

    @FuzzTest
    void aQuotedTextIsReadAsItWas(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String quoted = Quotes.quoted(text);
        assertThat(value("{\"a\": " + quoted + "}", Format.JSON)).isEqualTo(text);
        assertThat(value("a: " + quoted, Format.YAML)).isEqualTo(text);
        assertThat(value("a = " + quoted, Format.TOML)).isEqualTo(text);
    }

    private static void read(byte[] bytes, Format format) {
        Document document = Document.parse("/etc/p", new String(bytes, StandardCharsets.UTF_8), format);
        for (Mistake mistake : document.mistakes()) {
            assertThat(mistake.text()).startsWith("/etc/p:").doesNotContain("\n", "tools.jackson", "snakeyaml");
        }
        assertThat(depth(document.root())).isLessThanOrEqualTo(MAX_DEPTH);
    }

    private static int depth(Node node) {
        return switch (node) {
            case Node.Mapping mapping ->
                1
                        + mapping.entries().stream()
                                .mapToInt(entry -> depth(entry.value()))
                                .max()
                                .orElse(0);
            case Node.Sequence sequence ->
                1
                        + sequence.items().stream()
                                .mapToInt(DocumentFuzzTest::depth)
                                .max()
                                .orElse(0);
            case Node.Scalar _, Node.Empty _ -> 1;
        };
    }

    private static String value(String text, Format format) {
        Document document = Document.parse("p", text, format);
        assertThat(document.mistakes()).isEmpty();
        return document.root() instanceof Node.Mapping mapping
                        && mapping.entries().getFirst().value() instanceof Node.Scalar(String value, var _)
                ? value
                : fail("no text: " + document.root());
    }
}
