package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a program finds around it, as the kernel shows it to the program itself. */
class SurroundingsIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void argumentsAreQuotedAsInAShell() throws Exception {
        Path show = home.script("show", "printf '<%s>' \"$@\"");
        String quoted = "'one two' \"three four\" five\\ six '' -arg1=val1 \"a'b\" '$HOME' \"*\"";
        home.pmon("exec", show.toString(), "-n", "--args", quoted).succeeds();
        assertThat(home.log("show")).hasContent("<one two><three four><five six><><-arg1=val1><a'b><$HOME><*>");
        assertThat(home.desc("show").get("args").valueStream().map(JsonNode::asString))
                .containsExactly("one two", "three four", "five six", "", "-arg1=val1", "a'b", "$HOME", "*");
        home.pmon("exec", show.toString(), "-n", "--name", "dash", "--args", "-arg1=val1")
                .succeeds();
        assertThat(home.log("dash")).hasContent("<-arg1=val1>");
    }

    @Test
    void argumentsBehindDashesAreExact() throws Exception {
        String[] exact = {"a b", "", "'q'", "\\", "--json", "--", "-n", "$X", "ü\n", "\t"};
        Path show = home.script("show", "printf '<%s>' \"$@\"");
        String[] words = Stream.concat(Stream.of("exec", show.toString(), "-n", "--"), Stream.of(exact))
                .toArray(String[]::new);
        home.pmon(words).succeeds();
        assertThat(Files.readString(home.log("show"))).isEqualTo("<" + String.join("><", exact) + ">");
    }

    @Test
    void theFirstArgumentIsTheFile() throws Exception {
        home.pmon("exec", "/bin/cat", "-n", "--name", "named", "--", "/proc/self/cmdline")
                .succeeds();
        assertThat(strings("named")).containsExactly("/bin/cat", "/proc/self/cmdline");
    }

    @Test
    void theEnvironmentIsTheCallersWithoutWhatIsOurs() throws Exception {
        home.with("FROM_CALLER", "a\nb = c")
                .with("JAVA_TOOL_OPTIONS", "-Dfor.other=programs")
                .with("PMON3_DEBUG", "false")
                .with("PMON_LIKE", "1")
                .with("CONFIGOR_LOGLEVEL", "info");
        home.pmon(
                        "exec",
                        "/bin/cat",
                        "-n",
                        "--env-vars",
                        "A=1 B='two words' FROM_OPTION=yes",
                        "--",
                        "/proc/self/environ")
                .succeeds();
        Map<String, String> environment = new TreeMap<>();
        strings("cat")
                .forEach(entry -> environment.put(entry.replaceAll("(?s)=.*", ""), entry.replaceAll("(?s)^.*?=", "")));
        assertThat(environment)
                .containsEntry("FROM_CALLER", "a\nb = c")
                .containsEntry("JAVA_TOOL_OPTIONS", "-Dfor.other=programs")
                .containsEntry("A", "1")
                .containsEntry("B", "two words")
                .containsEntry("FROM_OPTION", "yes")
                .containsEntry("HOME", System.getProperty("user.home"))
                .containsEntry("USER", System.getProperty("user.name"))
                .containsEntry("PATH", System.getenv("PATH"));
        assertThat(environment.keySet())
                .as("only the mark, by which a later daemon finds it again")
                .filteredOn(name -> name.startsWith("PMON") || name.startsWith("CONFIGOR"))
                .containsExactly("PMON_INSTANCE");
        assertThat(environment.keySet()).doesNotContain("MALLOC_ARENA_MAX", "_", "OLDPWD", "SHLVL");
        JsonNode shown = home.desc("cat").get("env_vars");
        assertThat(shown.propertyNames()).containsExactlyInAnyOrder("A", "B", "FROM_OPTION");
    }

    @Test
    void theCallerOfTodayCountsNotTheOneWhoStartedTheDaemon() throws Exception {
        home.with("WHEN", "then").startDaemon();
        home.with("WHEN", "now")
                .pmon("exec", "/bin/cat", "-n", "--", "/proc/self/environ")
                .succeeds();
        assertThat(strings("cat")).contains("WHEN=now").doesNotContain("WHEN=then");

        home.configure("env_inherit: none");
        home.pmon("exec", "/bin/cat", "-n", "--name", "clean", "--", "/proc/self/environ")
                .succeeds();
        assertThat(strings("clean").stream().map(entry -> entry.replaceAll("(?s)=.*", "")))
                .contains("PATH", "HOME", "LANG")
                .doesNotContain("WHEN");
    }

    @Test
    void theDirectoryIsThatOfTheFileUnlessAnotherIsSaid() throws Exception {
        Path program = home.script("where", "pwd -P");
        Path place = Files.createDirectory(home.work().resolve("a place"));
        home.pmon("exec", "./where", "-n").succeeds();
        home.pmon("exec", program.toString(), "-n", "--name", "there", "--cwd", "a place")
                .succeeds();
        assertThat(home.log("where")).hasContent(home.work() + "\n");
        assertThat(home.log("there")).hasContent(place + "\n");
        assertThat(home.desc("there").get("cwd").asString()).isEqualTo(place.toString());
    }

    @Test
    void aFileWithoutASlashIsLookedUpHereAndThenInThePath() throws Exception {
        home.script("true", "echo mine");
        home.pmon("exec", "true", "-n").succeeds();
        assertThat(home.desc("true").get("process_file").asString()).isEqualTo(home.work() + "/true");
        JsonNode sleep = home.json("exec", "sleep", "--args", "1000");
        assertThat(Path.of(sleep.get("process_file").asString())).isAbsolute().isExecutable();
    }

    @Test
    void theProcessStateIsClean() throws Exception {
        String pmon = home.image().resolve("bin/pmon").toString();
        String shell = "umask 077; ulimit -Sn 234; trap '' HUP INT; exec \"$0\" daemon start";
        home.run("sh", "-c", shell, pmon).succeeds();
        home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString()).succeeds();
        Live sleeper = home.live("sleeper");
        for (String mask : List.of("SigBlk", "SigIgn", "SigCgt")) {
            assertThat(sleeper.status(mask)).as(mask).matches("0+");
        }
        assertThat(sleeper.status("Umask")).isEqualTo("0022");
        assertThat(sleeper.status("NSsid")).isEqualTo(Long.toString(sleeper.pid()));
        assertThat(sleeper.status("NSpgid")).isEqualTo(Long.toString(sleeper.pid()));
        assertThat(sleeper.limits()).containsPattern("Max open files\\s+234\\s");
    }

    @Test
    void onlyStandardDescriptorsAreOpen() throws Exception {
        home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString()).succeeds();
        Path descriptors = Path.of("/proc/" + home.live("sleeper").pid() + "/fd");
        Map<String, String> open = new TreeMap<>();
        try (Stream<Path> links = Files.list(descriptors)) {
            for (Path link : links.toList()) {
                open.put(
                        link.getFileName().toString(),
                        Files.readSymbolicLink(link).toString());
            }
        }
        assertThat(open.keySet()).containsExactly("0", "1", "2");
        assertThat(open.get("0")).isEqualTo("/dev/null");
        assertThat(open.get("1")).isEqualTo(open.get("2"));
    }

    @Test
    void logsArePrivateAndAppendedTo() throws Exception {
        Path mine = Files.writeString(home.work().resolve("mine.log"), "before\n");
        home.pmon("exec", "/bin/echo", "-n", "--log", "mine.log", "--", "hello").succeeds();
        assertThat(mine).hasContent("before\nhello\n");
        home.pmon("exec", "/bin/echo", "-n", "--name", "other", "--log-dir", "logs/deep", "--", "hi")
                .succeeds();
        assertThat(home.work().resolve("logs/deep/other.log")).hasContent("hi\n");
        home.pmon("exec", "/bin/echo", "-n", "--name", "third", "--", "ho").succeeds();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.log("third"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.log("third").getParent())))
                .isEqualTo("rwx------");
    }

    private List<String> strings(String program) throws Exception {
        String text = Files.readString(home.log(program));
        int end = text.lastIndexOf('\0');
        return Arrays.asList(text.substring(0, end).split("\0", -1));
    }
}
