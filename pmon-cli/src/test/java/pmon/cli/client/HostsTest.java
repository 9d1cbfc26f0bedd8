package pmon.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

class HostsTest {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private Hosts hosts(String text) throws IOException {
        return new Hosts(Files.writeString(directory.resolve("hosts.toml"), text));
    }

    @Test
    void aHostHasAnAddressAndAKeyBesideTheFile() throws Exception {
        Hosts hosts = hosts("""
                # two of them
                [web1]
                address = "tcp+tls://web1.example.com:7443"   # behind the gate
                key = 'web1.pem'

                ["web 2"]
                address = "tcp+tls://[::1]:7443"
                key = "/etc/keys/web2.pem"
                """);
        assertThat(hosts.named("web1"))
                .isEqualTo(new Hosts.Host("tcp+tls://web1.example.com:7443", directory.resolve("web1.pem")));
        assertThat(hosts.named("web 2").key()).isEqualTo(Path.of("/etc/keys/web2.pem"));
        assertThatThrownBy(() -> hosts.named("web3"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no host web3 in " + directory.resolve("hosts.toml"))
                .hasMessageContaining("web 2, web1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "address = \"x\"|1: a [name] has to come first",
                "[a|1: write it like [name]",
                "[]|1: a host needs a name",
                "[a];[a]|2: this host is there twice",
                "[a];port = \"1\"|2: a host has an address and a key",
                "[a];address|2: a host has an address and a key",
                "[a];key = x|2: the value has to be a text in quotes",
                "[a];key = \"|2: the value has to be a text in quotes",
                "[a];key = \"\"|2: the value has to be a text in quotes",
                "[a];key = \"x\" y|2: the value has to be a text in quotes",
                "[a];key = \"\\n\"|2: the value has to be a text in quotes, without backslashes",
                "[a];key = \"x\";key = \"y\"|3: key is there twice",
            })
    void whatIsWrongIsSaidWithItsLine(String text, String message) throws IOException {
        // Rows of this table are lines, so a semicolon stands for the end of one.
        Hosts hosts = hosts(text.replace(';', '\n'));
        assertThatThrownBy(() -> hosts.named("a")).hasMessageContaining("hosts.toml:" + message);
    }

    @Test
    void aHostWithoutAKeyIsNone() throws IOException {
        Hosts hosts = hosts("[a]\naddress = \"tcp+tls://a:1\"\n");
        assertThatThrownBy(() -> hosts.named("a")).hasMessageContaining("the host a has no key");
    }

    @Test
    void theFileIsWhereTheConfigurationIs() {
        assertThat(Hosts.of(new Caller("/w", Map.of("PMON_HOME", "p", "HOME", "/h"), false))
                        .file())
                .isEqualTo(Path.of("/w/p/hosts.toml"));
        assertThat(Hosts.of(new Caller("/w", Map.of("XDG_CONFIG_HOME", "/x", "HOME", "/h"), false))
                        .file())
                .isEqualTo(Path.of("/x/pmon/hosts.toml"));
        assertThat(Hosts.of(new Caller("/w", Map.of("XDG_CONFIG_HOME", "x", "HOME", "/h"), false))
                        .file())
                .isEqualTo(Path.of("/h/.config/pmon/hosts.toml"));
        assertThatThrownBy(() -> Hosts.of(new Caller("/", Map.of("HOME", directory.toString()), false))
                        .named("a"))
                .hasMessageContaining("there is no " + directory.resolve(".config/pmon/hosts.toml"));
    }
}
