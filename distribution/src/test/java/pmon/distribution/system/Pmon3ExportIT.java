package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is exported makes the same programs somewhere else. */
class Pmon3ExportIT {
    /** Of the process object: what somebody has asked for, not what became of it. */
    private static final List<String> ASKED_FOR = List.of(
            "name",
            "status",
            "user",
            "process_file",
            "args",
            "env_vars",
            "cwd",
            "log",
            "auto_restart",
            "dependencies",
            "groups");

    @AutoClose
    private final PmonHome first = PmonHome.create();

    @AutoClose
    private final PmonHome second = PmonHome.create();

    @ParameterizedTest
    @ValueSource(strings = {"json", "yaml", "toml"})
    void programsComeBackAsTheyWere(String format) throws Exception {
        String app = first.script("an app", "exec sleep 1000").toString();
        Path logs = Files.createDirectory(first.work().resolve("own logs"));
        first.pmon(
                        "exec",
                        app,
                        "--name",
                        "odd:n@me+1.0",
                        "-g",
                        "on,a.b",
                        "--log-dir",
                        logs.toString(),
                        "-e",
                        "EMPTY= LINES='a\nb\t' QUOTES='it is \"so\"' Ünï=grün☃ HASH='# no' NO=no",
                        "--",
                        "",
                        "two words",
                        "it's \"quoted\" \\ $HOME",
                        "line\nbreak\ttab",
                        "grün 𝄞 \u2028",
                        "# - : {}",
                        "null",
                        "1e3",
                        "~")
                .succeeds();
        first.pmon(
                        "exec",
                        app,
                        "--name",
                        "plain",
                        "-n",
                        "-d",
                        "odd:n@me+1.0",
                        "--cwd",
                        "/",
                        "--args",
                        "-p 80",
                        "--log",
                        logs.resolve("plain.log").toString(),
                        "--stop-signal",
                        "INT",
                        "--stop-timeout",
                        "3s",
                        "--success-exit-codes",
                        "3,143",
                        "--umask",
                        "027",
                        "--nice",
                        "3",
                        "--limit",
                        "nofile=64:128")
                .succeeds();
        String exported = first.pmon("export", format).succeeds().out();

        Files.createDirectories(second.directory());
        Path file = second.directory().resolve("process.config." + format);
        Files.writeString(file, exported);
        second.pmon("config", "--check", file.toString()).succeeds();
        second.pmon("init").succeeds();
        assertThat(asked(second)).isEqualTo(asked(first));
        assertThat(second.pmon("export", format).succeeds().out()).isEqualTo(exported);
        assertThat(second.json("init", "--dry-run").get("unchanged")).hasSize(2);
    }

    private static List<JsonNode> asked(PmonHome home) throws Exception {
        List<JsonNode> programs = new ArrayList<>();
        for (String name : List.of("odd:n@me+1.0", "plain")) {
            programs.add(((ObjectNode) home.desc(name)).retain(ASKED_FOR));
        }
        return programs;
    }
}
