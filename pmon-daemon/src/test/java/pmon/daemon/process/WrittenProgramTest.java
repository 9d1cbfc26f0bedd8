package pmon.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.protocol.ExecCommand;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.daemon.monitor.MonitorTypes;

class WrittenProgramTest {
    private static ExecCommand command(String yaml) {
        Document document = Document.parse("p", "processes: [{file: /web, " + yaml + "}]", Format.YAML);
        return new EntryReader(Path.of("/etc/p.yaml"), new ArrayList<>(), new MonitorTypes(List.of()))
                .read(document.root())
                .getFirst()
                .command();
    }

    private static String digest(String yaml) {
        return WrittenProgram.of(command(yaml)).digest(Map.of());
    }

    /** A digest that changes with a version would have `init` look at every program as changed. */
    @Test
    void theDigestIsTheSameInEveryVersion() {
        assertThat(digest("name: web, args: [a, b c], env_vars: {A: 1, B: 2}, nice: 3, stop_timeout: 5s"))
                .isEqualTo("7b7573c440a8380f759adcc1ee743771c0bddb5bc33b0b509fe77c765295dfdd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: a",
                "args: [a b]",
                "args: [a, b]",
                "args: ['']",
                "env_vars: {A: 1}",
                "env_vars: {A: 11}",
                "env_vars: {A1: 1}",
                "env_file: a",
                "cwd: a",
                "user: a",
                "log: a",
                "log_dir: a",
                "no_auto_restart: true",
                "restart_min_uptime: 5s",
                "restart_initial_delay: 5s",
                "restart_max_delay: 5s",
                "stop_signal: INT",
                "stop_timeout: 5s",
                "dependencies: [a]",
                "groups: [a]",
                "success_exit_codes: [5]",
                "umask: 005",
                "nice: 5",
                "limits: {core: 5}"
            })
    void everyKeyCounts(String yaml) {
        assertThat(digest(yaml)).isNotEqualTo(digest("name: ~"));
        assertThat(digest(yaml)).isEqualTo(digest(yaml));
    }

    @Test
    void writingTheSameInOtherWordsChangesNothing() {
        assertThat(digest("args: -p 80, env_vars: 'A=1 B=2', no_auto_restart: no, dependencies: 'a b', nice: ~"))
                .isEqualTo(
                        digest("env_vars: {B: 2, A: 1}, args: [-p, 80], dependencies: [a, b], limits: {}, groups: []"));
    }

    @Test
    void whatTheEnvironmentFileSaysCounts() {
        WrittenProgram program = WrittenProgram.of(command("env_file: a.env"));
        assertThat(program.digest(Map.of("A", "1"))).isNotEqualTo(program.digest(Map.of("A", "2")));
        assertThat(program.digest(Map.of("A", "1"))).isNotEqualTo(program.digest(Map.of()));
    }

    @Test
    void argumentsThatAShellWouldSplitElsewhereAreAList() {
        assertThat(WrittenProgram.of(command("args: [a, --b=c/d]")).keys())
                .containsEntry("args", new Value.Text("a --b=c/d"));
        for (String arg : List.of("b c", "", "$HOME", "it's", "a\\b", "*", "~", "ü")) {
            assertThat(WrittenProgram.of(command("args: [a, " + quoted(arg) + "]"))
                            .keys())
                    .containsEntry("args", new Value.Texts(List.of("a", arg)));
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
