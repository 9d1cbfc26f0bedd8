package pmon.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts in the shells they are for, with a pmon that answers what its last argument, the word at the cursor, asks for. */
class ScriptsTest {
    private static final String PMON = """
            pmon() {
                case ${!#} in
                    we) printf 'web\\trunning\\nweb:2\\tstopped\\n' ;;
                    --group=s) printf -- '--group=site\\n' ;;
                    @si) printf '@site\\n' ;;
                    web:) printf 'web:2\\n' ;;
                    '') printf '%s\\n' "[$*]" ;;
                    --env-file=*) printf ':files\\t%s\\n' "${!##*=}" ;;
                    *) printf ':directories\\t%s\\n' "${!#}" ;;
                esac
            }
            complete_line() {
                COMP_LINE=$1 COMP_POINT=${#1}
                _pmon
                printf '<%s>' "${COMPREPLY[@]}"
            }
            """;

    @TempDir
    private Path directory;

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pmon desc we            | <web><web:2>
            pmon ls --group=s       | <site>
            pmon stop @si           | <site>
            pmon desc web:          | <2>
            `pmon --json log `      | <[__complete -- --json log ]>
            pmon exec --env-file=DIR/a | <DIR/a b.env><DIR/about>
            pmon exec --cwd DIR/s   | <DIR/sub>
            """)
    void bashCompletesBehindItsWordBreaks(String line, String expected) throws Exception {
        Files.createFile(directory.resolve("a b.env"));
        Files.createFile(directory.resolve("about"));
        Files.createDirectory(directory.resolve("sub"));
        Path script = Files.writeString(directory.resolve("pmon.bash"), Scripts.of("bash") + PMON);
        String said = run("bash", "-c", ". \"$0\"; complete_line \"$1\"", script.toString(), inDirectory(line));
        assertThat(said.replace("><", ">\n<").lines())
                .containsExactlyInAnyOrder(
                        inDirectory(expected).replace("><", ">\n<").split("\n"));
    }

    private String inDirectory(String text) {
        return text.replace("DIR", directory.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void isWellFormed(String shell) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", shell)), "there is no " + shell + " here");
        Path script = Files.writeString(directory.resolve("pmon." + shell), Scripts.of(shell));
        assertThat(run(shell, "-n", script.toString())).isEmpty();
    }

    @Test
    void fishCompletesWordsAndWhatStandsBehindAnEqualsSign() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/fish")), "there is no fish here");
        Files.createFile(directory.resolve("about"));
        Path script = Files.writeString(directory.resolve("pmon.fish"), Scripts.of("fish") + """
                function pmon
                    switch $argv[-1]
                        case we
                            printf 'web\\trunning\\n'
                        case '--env-file=*'
                            printf ':files\\t%s\\n' (string replace -- '--env-file=' '' $argv[-1])
                    end
                end
                """);
        String complete = "source $argv[1]; complete -C $argv[2]";
        assertThat(run("fish", "-N", "-c", complete, script.toString(), "pmon desc we"))
                .isEqualTo("web\trunning\n");
        assertThat(run("fish", "-N", "-c", complete, script.toString(), inDirectory("pmon exec --env-file=DIR/ab")))
                .isEqualTo(inDirectory("--env-file=DIR/about\n"));
    }
}
