package pmon.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private static CommandLine read(String line) {
        return CommandLine.of(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void readsWhatItCanDo() {
        assertThat(read("")).isEqualTo(new CommandLine.Serve(false));
        assertThat(read("--autostart")).isEqualTo(new CommandLine.Serve(true));
        assertThat(read("--version")).isEqualTo(new CommandLine.ShowVersion());
        assertThat(read("-h")).isEqualTo(new CommandLine.ShowUsage());
        assertThat(read("--help")).isEqualTo(new CommandLine.ShowUsage());
        assertThat(read("--print-config")).isEqualTo(new CommandLine.PrintConfig(false));
        assertThat(read("--json --print-config")).isEqualTo(new CommandLine.PrintConfig(true));
        assertThat(read("--check-config a.yml --json")).isEqualTo(new CommandLine.CheckConfig("a.yml", true));
        assertThat(read("--import-pmon3")).isEqualTo(new CommandLine.ImportPmon3(null, null, null, false, false));
        assertThat(read("--import-pmon3 data.db config.yml --output o.yaml --dry-run"))
                .isEqualTo(new CommandLine.ImportPmon3("data.db", "config.yml", "o.yaml", true, false));
        assertThat(read("--dry-run --output o.yaml --json --import-pmon3 data.db"))
                .isEqualTo(new CommandLine.ImportPmon3("data.db", null, "o.yaml", true, true));
        assertThat(read("--import supervisor a.conf --output o.yaml --json"))
                .isEqualTo(new CommandLine.ImportForeign("supervisor", "a.conf", "o.yaml", false, true));
        assertThat(read("--copy-store sqlite h2 --replace"))
                .isEqualTo(new CommandLine.CopyStore("sqlite", "h2", true, false));
        assertThat(read("--tls client laptop --user joe --days 3 --json"))
                .isEqualTo(new CommandLine.Tls("client", List.of("laptop"), "joe", "3", true));
        assertThat(read("--tls init a b")).isEqualTo(new CommandLine.Tls("init", List.of("a", "b"), null, null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "--jsn, unknown option --jsn",
        "--check-config, --check-config needs a file",
        "--check-config a b, unknown option b",
        "--print-config --version, unknown option --version",
        "--import-pmon3 --output, --output needs a file",
        "--import supervisor, --import needs a format and a file",
        "--import supervisor a b, unknown option b",
        "--import-pmon3 a b c, unknown option c",
        "--import-pmon3 --dryrun, unknown option --dryrun",
        "--dry-run, unknown option --dry-run",
        "--copy-store sqlite, --copy-store needs the names of two stores",
        "--copy-store a b c, unknown option c",
        "'--json', '--json goes with --print-config, --check-config, --import-pmon3, --import, --copy-store or --tls'",
        "--tls, '--tls needs one of init, client, ls, revoke'"
    })
    void saysWhatItDoesNotUnderstand(String line, String message) {
        assertThat(read(line)).isEqualTo(new CommandLine.Wrong(message));
    }
}
