package pmon.wire.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final LineSplitter splitter = new LineSplitter();
    private final List<String> lines = new ArrayList<>();

    @Test
    void cutsAtNewlinesWhereverTheBytesAreSplit() throws Exception {
        byte[] text = "eins\nzwölf\n\n€ 3\n".getBytes(StandardCharsets.UTF_8);
        for (byte value : text) {
            splitter.add(new byte[] {value}, 1, lines::add);
        }
        assertThat(lines).containsExactly("eins", "zwölf", "", "€ 3");
    }

    @Test
    void keepsAnUnfinishedLineUntilItsEnd() throws Exception {
        add("half");
        assertThat(lines).isEmpty();
        add(" a line\nrest");
        assertThat(lines).containsExactly("half a line");
        splitter.end(lines::add);
        splitter.end(lines::add);
        assertThat(lines).containsExactly("half a line", "rest");
    }

    @Test
    void bytesThatAreNotUtf8BecomeReplacementCharacters() throws Exception {
        splitter.add(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 4, lines::add);
        assertThat(lines).containsExactly("a\ufffdb");
    }

    @Test
    void aLongLineComesInMarkedPiecesThatAddUpToIt() throws Exception {
        // Three bytes each: no piece boundary falls between characters by itself.
        String line = "x" + "€".repeat(100_000);
        add(line + "\nnext\n");
        assertThat(lines.getLast()).isEqualTo("next");
        List<String> pieces = lines.subList(0, lines.size() - 1);
        assertThat(pieces)
                .hasSize(5)
                .allSatisfy(piece -> assertThat(piece.getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThanOrEqualTo(LineSplitter.MAX_LINE_BYTES
                                + LineSplitter.CUT_MARK.getBytes(StandardCharsets.UTF_8).length));
        assertThat(pieces.subList(0, 4)).allMatch(piece -> piece.endsWith(LineSplitter.CUT_MARK));
        StringBuilder whole = new StringBuilder(pieces.getLast());
        for (String piece : pieces.subList(0, 4).reversed()) {
            whole.insert(0, piece.substring(0, piece.length() - LineSplitter.CUT_MARK.length()));
        }
        assertThat(whole).hasToString(line);
    }

    @Test
    void aLineOfExactlyTheBoundIsNotCut() throws Exception {
        add("x".repeat(LineSplitter.MAX_LINE_BYTES) + "\n");
        assertThat(lines).containsExactly("x".repeat(LineSplitter.MAX_LINE_BYTES));
    }

    private void add(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.add(bytes, bytes.length, lines::add);
    }
}
