package pmon.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.daemon.document.Mistake;

/** What is wrong with a process configuration, and where. */
class ProcessConfigurationMistakesTest {
    private static final long NOT_ROOT = 1000;

    @TempDir
    private Path home;

    private ProcessConfiguration.Result read(String name, String text) {
        try {
            return ProcessConfiguration.read(Files.writeString(home.resolve(name), text), NOT_ROOT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> broken(String name, String text) {
        ProcessConfiguration.Result result = read(name, text);
        assertThat(result).isInstanceOf(ProcessConfiguration.Result.Broken.class);
        return ((ProcessConfiguration.Result.Broken) result)
                .mistakes().stream()
                        .map(mistake -> mistake.text().replace(home + "/", ""))
                        .toList();
    }

    @Test
    void reportsAllMistakesWithTheirPlaces() {
        assertThat(broken("p.yaml", """
                                processes:
                                  - name: nothing
                                  - file: /a
                                    nmae: a
                                    args: "it's"
                                    stop_timeout: 5
                                    no_auto_restart: perhaps
                                    dependencies: [a/b]
                                    env_vars: [A]
                                  - file: /b
                                    name: "1"
                                    log: [x]
                                    env_vars: A
                                  - /c
                                proceses: 1
                                """))
                .containsExactly(
                        "p.yaml:2:5: processes[0]: has no file to run",
                        "p.yaml:4:5: processes[1].nmae: there is no such key; did you mean name?",
                        "p.yaml:5:11: processes[1].args: the quote ' at position 3 is never closed in: it's",
                        "p.yaml:6:19: processes[1].stop_timeout: \"5\" is not allowed; use a duration such as 500ms, 2s,"
                                + " 5m or 1h30m",
                        "p.yaml:7:22: processes[1].no_auto_restart: \"perhaps\" is not allowed; use true, false, yes, no,"
                                + " on or off",
                        "p.yaml:8:19: processes[1].dependencies: \"a/b\" is no name; use 1 to 100 of the characters A-Z"
                                + " a-z 0-9 _ . @ : + -, not only digits, not starting with - or .",
                        "p.yaml:9:15: processes[1].env_vars: is a list; write a section, or NAME=value",
                        "p.yaml:11:11: processes[2].name: \"1\" is no name; use 1 to 100 of the characters A-Z a-z 0-9 _"
                                + " . @ : + -, not only digits, not starting with - or .",
                        "p.yaml:12:10: processes[2].log: takes one value",
                        "p.yaml:13:15: processes[2].env_vars: word 1 is not of the form NAME=value",
                        "p.yaml:14:5: processes[3]: is no program; write file: and other keys",
                        "p.yaml:15:1: proceses: there is no such key; did you mean processes?");
    }

    @Test
    void keysOfSectionsAndOfAppsAreNamedAsTheyStand() {
        assertThat(broken("p.yaml", "processes:\n  - file: /a\n    restart: {min_uptme: 5s}\n"))
                .containsExactly("p.yaml:3:15: processes[0].restart.min_uptme: there is no such key; did you mean"
                        + " restart_min_uptime?");
        assertThat(broken("app.config.json", "{\"apps\": [{\"file\": \"/a\",\n \"flag\": {\"nam\": \"x\"}}]}"))
                .containsExactly("app.config.json:2:2: apps[0].flag: there is no such key; did you mean flags?");
    }

    @Test
    void aBracketThatIsNeverClosedIsToldInPlainWords() {
        assertThat(broken("p.json", "{ \"processes\": [\n"))
                .containsExactly("p.json:2:1: Unexpected end-of-input: expected close marker for Array");
    }

    @Test
    void reportsMistakesInHowAProgramIsExecuted() {
        assertThat(broken("p.yaml", """
                                processes:
                                  - file: /a
                                    env_file: [a]
                                    success_exit_codes: [256, x, 1]
                                    umask: "8"
                                    nice: 20
                                    limits: {nofiles: 1, cpu: 10s, nproc: "5:4", core: unlimited:1, stack: [1], rss: }
                                  - file: /b
                                    success_exit_codes: {a: 1}
                                    umask: "01000"
                                    nice: low
                                    limits: nofile=3
                                """))
                .containsExactly(
                        "p.yaml:3:15: processes[0].env_file: takes one value",
                        "p.yaml:4:25: processes[0].success_exit_codes: \"256\" is not allowed; use exit codes from 0 to 255",
                        "p.yaml:4:25: processes[0].success_exit_codes: \"x\" is not allowed; use exit codes from 0 to 255",
                        "p.yaml:5:12: processes[0].umask: \"8\" is not allowed; use an octal mode such as 022",
                        "p.yaml:6:11: processes[0].nice: \"20\" is not allowed; use a whole number from -20 to 19",
                        "p.yaml:7:14: processes[0].limits.nofiles: there is no such limit; did you mean nofile?; there are"
                                + " as, core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime,"
                                + " sigpending, stack",
                        "p.yaml:7:31: processes[0].limits.cpu: \"10s\" is not allowed; use a number, a size such as 64MiB,"
                                + " unlimited, or SOFT:HARD",
                        "p.yaml:7:43: processes[0].limits.nproc: \"5:4\" is not allowed; use a number, a size such as 64MiB,"
                                + " unlimited, or SOFT:HARD",
                        "p.yaml:7:56: processes[0].limits.core: \"unlimited:1\" is not allowed; use a number, a size such as"
                                + " 64MiB, unlimited, or SOFT:HARD",
                        "p.yaml:7:76: processes[0].limits.stack: takes one value",
                        "p.yaml:9:25: processes[1].success_exit_codes: takes a text or a list",
                        "p.yaml:10:12: processes[1].umask: \"01000\" is not allowed; use an octal mode such as 022",
                        "p.yaml:11:11: processes[1].nice: \"low\" is not allowed; use a whole number from -20 to 19",
                        "p.yaml:12:13: processes[1].limits: is not a section of names and values");
    }

    @Test
    void flagsBelongToApps() {
        assertThat(broken("p.json", "{\"processes\": [{\"file\": \"/a\", \"flags\": {}}]}"))
                .singleElement()
                .asString()
                .startsWith("p.json:1:31: processes[0].flags: there is no such key");
        assertThat(broken("p.json", "{\"apps\": [{\"file\": \"/a\", \"flags\": 1}]}"))
                .containsExactly("p.json:1:35: apps[0].flags: is not a section");
    }

    @Test
    void camelCaseBelongsToToml() {
        assertThat(broken("p.yaml", "processes: [{File: /a}]"))
                .containsExactly(
                        "p.yaml:1:13: processes[0]: has no file to run",
                        "p.yaml:1:14: processes[0].File: there is no such key; did you mean file?");
        assertThat(broken("p.toml", "[[processes]]\nFile = \"/a\"\nfile = \"/b\"\n"))
                .containsExactly("p.toml: processes[0].file: is written twice");
    }

    @Test
    void twoProgramsOfOneNameAreAMistake() {
        assertThat(broken("p.yaml", "processes:\n- file: /x/web\n- file: /y\n  name: web\n"))
                .containsExactly("p.yaml:3:3: web: another program has this name already, in line 2");
    }

    @Test
    void twoListsAreAMistake() {
        assertThat(broken("p.yaml", "processes: []\napps: []\n"))
                .containsExactly("p.yaml:2:1: apps: the file has processes already; write one list");
    }

    @Test
    void anythingElseIsNoProcessConfiguration() {
        assertThat(broken("p.yaml", "- a\n"))
                .containsExactly("p.yaml:1:1: is no process configuration; write processes: and below it a list");
        assertThat(broken("p.yaml", "processes: 5\n"))
                .containsExactly("p.yaml:1:12: processes: is not a list of programs");
        assertThat(ProcessConfiguration.read(home.resolve("gone.json"), NOT_ROOT))
                .isEqualTo(new ProcessConfiguration.Result.Broken(
                        List.of(new Mistake(home.resolve("gone.json").toString(), null, "no such file"))));
    }

    @Test
    void aMistakeInAnEnvironmentFileDoesNotQuoteTheValue() {
        List<Mistake> mistakes = new ArrayList<>();
        assertThat(EnvFile.parse("e", "A=1\nTOKEN='hunter2\n", mistakes)).isEqualTo(Map.of("A", "1"));
        assertThat(mistakes)
                .extracting(Mistake::text)
                .containsExactly("e:2:1: TOKEN: a quote in its value is never closed");
    }

    @Test
    void aMistakeInVariablesDoesNotQuoteTheirValues() {
        assertThat(broken("p.yaml", """
                processes:
                  - file: /web
                    env_vars: "TOKEN='hunter2"
                """))
                .containsExactly("p.yaml:3:15: processes[0].env_vars: a quote is never closed");
    }
}
