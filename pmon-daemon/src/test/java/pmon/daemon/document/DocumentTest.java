package pmon.daemon.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {
    private static List<String> mistakes(String text, Format format) {
        return Document.parse("f", text, format).mistakes().stream()
                .map(Mistake::text)
                .toList();
    }

    @Test
    void aMissingFileIsNoDocument(@TempDir Path directory) {
        assertThat(Document.read(directory.resolve("f"), Format.YAML)).isEmpty();
        assertThat(Document.read(directory.resolve("f/g"), Format.YAML)).isEmpty();
    }

    @Test
    void allFormatsGiveTheSameTree() {
        Document yaml = Document.parse("f", "a: {b: [1, x]}\nc: true\n", Format.YAML);
        Document json = Document.parse("f", "{\"a\": {\"b\": [1, \"x\"]}, \"c\": true}", Format.JSON);
        Document toml = Document.parse("f", "c = true\n[a]\nb = [1, \"x\"]\n", Format.TOML);
        Node list = new Node.Sequence(List.of(new Node.Scalar("1", null), new Node.Scalar("x", null)), null);
        Node inner = new Node.Mapping(List.of(new Node.Entry("b", null, list)), null);
        Node flag = new Node.Scalar("true", null);
        assertThat(withoutPlaces(toml.root()))
                .isEqualTo(new Node.Mapping(
                        List.of(new Node.Entry("c", null, flag), new Node.Entry("a", null, inner)), null));
        Node other = new Node.Mapping(List.of(new Node.Entry("a", null, inner), new Node.Entry("c", null, flag)), null);
        assertThat(withoutPlaces(yaml.root())).isEqualTo(other);
        assertThat(withoutPlaces(json.root())).isEqualTo(other);
    }

    private static Node withoutPlaces(Node node) {
        return switch (node) {
            case Node.Scalar(String text, var _) -> new Node.Scalar(text, null);
            case Node.Empty _ -> new Node.Empty(null);
            case Node.Sequence(List<Node> items, var _) ->
                new Node.Sequence(
                        items.stream().map(DocumentTest::withoutPlaces).toList(), null);
            case Node.Mapping(List<Node.Entry> entries, var _) ->
                new Node.Mapping(
                        entries.stream()
                                .map(entry -> new Node.Entry(entry.key(), null, withoutPlaces(entry.value())))
                                .toList(),
                        null);
        };
    }

    @Test
    void knowsPlacesWhereTheParserDoes() {
        Node.Mapping yaml =
                (Node.Mapping) Document.parse("f", "a:\n  b: 1\n", Format.YAML).root();
        assertThat(yaml.entries().getFirst().at()).isEqualTo(new Position(1, 1));
        assertThat(((Node.Mapping) yaml.entries().getFirst().value())
                        .entries()
                        .getFirst()
                        .value()
                        .at())
                .isEqualTo(new Position(2, 6));
        Node.Mapping json =
                (Node.Mapping) Document.parse("f", "{\n \"a\": 1}", Format.JSON).root();
        assertThat(json.entries().getFirst().at()).isEqualTo(new Position(2, 2));
    }

    @Test
    void saysWhereSyntaxIsWrong() {
        assertThat(mistakes("a: [1,\nb: }\n", Format.YAML))
                .containsExactly("f:2:4: expected the node content, but found '}'");
        assertThat(mistakes("{\"a\": 1,,}", Format.JSON))
                .singleElement()
                .asString()
                .startsWith("f:1:");
        assertThat(mistakes("a = 1\nb = = 2\n", Format.TOML))
                .singleElement()
                .asString()
                .startsWith("f:2:");
        assertThat(mistakes("a: \u0001", Format.YAML)).hasSize(1);
        assertThat(mistakes("{\"a\":", Format.JSON)).hasSize(1);
    }

    @Test
    void aKeyWrittenTwiceKeepsItsFirstValue() {
        assertThat(mistakes("{\"a\": 1, \"a\": 2}", Format.JSON))
                .containsExactly("f:1:10: a: is written twice, first in line 1");
        assertThat(mistakes("a = 1\na = 2\n", Format.TOML)).hasSize(1);
    }

    @Test
    void aTildeIsNothingAndInQuotesAText() {
        Node.Mapping root = (Node.Mapping) Document.parse("f", "a: ~\nb: '~'\nc: \"~\"\nd: [~, '~']\n", Format.YAML)
                .root();
        assertThat(root.entries().stream().map(Node.Entry::value))
                .containsExactly(
                        new Node.Empty(new Position(1, 4)),
                        new Node.Scalar("~", new Position(2, 4)),
                        new Node.Scalar("~", new Position(3, 4)),
                        new Node.Sequence(
                                List.of(new Node.Empty(new Position(4, 5)), new Node.Scalar("~", new Position(4, 8))),
                                new Position(4, 4)));
    }

    @Test
    void nestingHasABound() {
        assertThat(mistakes("[".repeat(50) + "]".repeat(50), Format.JSON))
                .singleElement()
                .asString()
                .endsWith("is nested too deeply");
    }

    @ParameterizedTest
    @CsvSource({"a.json, JSON", "a.TOML, TOML", "a.yaml, YAML", "a.yml, YAML", "a, YAML"})
    void theNameTellsTheFormat(Path file, Format format) {
        assertThat(Format.of(file)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"lgos, logs", "log, logs", "data, data", "dependancies, dependencies", "xyz, ''"})
    void findsTheNearestWord(String word, String nearest) {
        assertThat(NearestWord.of(word, List.of("logs", "data", "dependencies")).orElse(""))
                .isEqualTo(nearest);
    }
}
