package pmon.api.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
    @Test
    void splitsAtBlanks() {
        assertThat(ShellWords.split("  a b\tc\n d ")).containsExactly("a", "b", "c", "d");
        assertThat(ShellWords.split("")).isEmpty();
        assertThat(ShellWords.split(" \t")).isEmpty();
    }

    @Test
    void singleQuotesKeepEverything() {
        assertThat(ShellWords.split("'a \"b\" \\ $c'")).containsExactly("a \"b\" \\ $c");
    }

    @Test
    void doubleQuotesKeepEverythingButAFewEscapes() {
        assertThat(ShellWords.split("\"a 'b' \\\" \\\\ \\$ \\` \\n\"")).containsExactly("a 'b' \" \\ $ ` \\n");
    }

    @Test
    void aBackslashKeepsTheNextCharacter() {
        assertThat(ShellWords.split("a\\ b \\'c \\\\")).containsExactly("a b", "'c", "\\");
    }

    @Test
    void partsWithoutBlanksBetweenAreOneWord() {
        assertThat(ShellWords.split("--name='my app'\" x\"\\ y")).containsExactly("--name=my app x y");
    }

    @Test
    void quotedNothingIsAWord() {
        assertThat(ShellWords.split("a '' \"\"")).containsExactly("a", "", "");
    }

    @Test
    void nothingIsExpanded() {
        assertThat(ShellWords.split("$HOME ~ *.log `id`")).containsExactly("$HOME", "~", "*.log", "`id`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a \"b\\\""})
    void aQuoteThatIsNeverClosedIsRefusedWithItsPosition(String line) {
        assertThatThrownBy(() -> ShellWords.split(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position 3");
    }

    @Test
    void aBackslashAtTheEndIsRefused() {
        assertThatThrownBy(() -> ShellWords.split("a \\")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void joinsPlainWordsAsTheyAre() {
        assertThat(ShellWords.join(List.of("-p", "8080", "--bind=[::1]"))).isEqualTo("-p 8080 '--bind=[::1]'");
    }

    @Test
    void whatIsJoinedIsSplitAgain() {
        String alphabet = "ab '\"\\$`\n\t*ä-=";
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            List<String> words = random.ints(random.nextInt(4), 0, 6)
                    .mapToObj(length -> {
                        StringBuilder word = new StringBuilder();
                        random.ints(length, 0, alphabet.length()).forEach(c -> word.append(alphabet.charAt(c)));
                        return word.toString();
                    })
                    .toList();
            assertThat(ShellWords.split(ShellWords.join(words))).isEqualTo(words);
        }
    }
}
