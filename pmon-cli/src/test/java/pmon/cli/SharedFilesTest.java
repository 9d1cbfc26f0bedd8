package pmon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.cli.command.Command;
import pmon.cli.command.Commands;

class SharedFilesTest {
    @TempDir
    private Path share;

    @BeforeEach
    void write() throws IOException {
        SharedFiles.writeTo(share);
    }

    @Test
    void everyCommandHasAManualPageWithAllItTakes() throws IOException {
        for (Command command : Commands.shown()) {
            Path file = share.resolve("man/man1/pmon-" + command.name().replace(' ', '-') + ".1");
            assertThat(file).exists();
            String page = Files.readString(file).replace("\\-", "-").replace("\\&...", "…");
            assertThat(page).contains("pmon " + command.name() + " [OPTIONS]", "\\fB--json\\fR");
            command.options().forEach(option -> assertThat(page).contains(option.names()));
        }
        assertThat(Files.readString(share.resolve("man/man1/pmon.1"))).contains("pmon group ls", "PMON_HOME");
        assertThat(share.resolve("man/man1/pmon-__complete.1")).doesNotExist();
    }

    @Test
    void otherNamesOfThePackageHaveOneToo() throws IOException {
        assertThat(Files.readString(share.resolve("man/man1/procdog.1")))
                .contains("procdog \\- start a process", "\\-\\-health\\-command VALUE", "ensure\\-healthy");
        assertThat(Files.readString(share.resolve("man/man1/procmon.1")))
                .contains("procmon [\\-\\-nocheck] FILE.toml", "DEFAULT_RESTART_DELAY");
    }

    @Test
    void theScriptsOfShellsLieWhereShellsLook() {
        assertThat(share.resolve("bash-completion/completions/pmon")).isNotEmptyFile();
        assertThat(share.resolve("zsh/site-functions/_pmon")).isNotEmptyFile();
        assertThat(share.resolve("fish/vendor_completions.d/pmon.fish")).isNotEmptyFile();
    }

    @Test
    void groffHasNothingToSayAgainstThePages() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "there is no groff here");
        List<String> command = new ArrayList<>(List.of("groff", "-man", "-Tutf8", "-ww", "-z", "-k"));
        try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
            pages.forEach(page -> command.add(page.toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process groff = builder.start();
        assertThat(new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(groff.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(groff.exitValue()).isZero();
    }
}
