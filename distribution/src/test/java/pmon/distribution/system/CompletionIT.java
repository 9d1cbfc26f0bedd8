package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shells complete names of programs and groups as they are at that moment. */
class CompletionIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @BeforeEach
    void startOneProgram() throws Exception {
        home.pmon("exec", home.script("web", "exec sleep 1000").toString(), "-g", "site")
                .succeeds();
        home.with("PATH", home.image().resolve("bin") + ":/usr/bin:/bin");
    }

    @Test
    void inBash() throws Exception {
        String script = """
                source <(pmon completion bash)
                tell() {
                  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                  function=$(complete -p "$1" | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                  COMPREPLY=(); "$function" "$1" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"; echo "${COMPREPLY[*]}"
                }
                tell pmon stop w
                tell pmon3 group desc s
                tell pmon export t
                """;
        assertThat(home.run("bash", "--norc", "-c", script)
                        .succeeds()
                        .out()
                        .lines()
                        .map(String::strip))
                .containsExactly("web", "site", "toml");
    }

    @Test
    void inFish() throws Exception {
        assumeTrue(
                Stream.of("/usr/bin/fish", "/bin/fish").map(Path::of).anyMatch(Files::isExecutable),
                "there is no fish");
        home.with("HOME", home.work().toString());
        String script = "pmon completion fish | source; complete -C 'pmon stop w'; complete -C 'pmon group desc s'";
        assertThat(home.run("fish", "--no-config", "-c", script)
                        .succeeds()
                        .out()
                        .lines()
                        .toList())
                .containsExactly("web\trunning", "site\tweb");
    }
}
