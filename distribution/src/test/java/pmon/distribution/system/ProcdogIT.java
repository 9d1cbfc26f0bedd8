package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code bin/procdog} as scripts know it: commands, answers and exit codes. */
class ProcdogIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    /** So that a command that ends soon has always ended when its start is answered. */
    private void patient() throws Exception {
        home.configure("wait:", "  start_grace: 4s");
    }

    private Answer procdog(String... words) throws Exception {
        return home.run(home.image().resolve("bin/procdog").toString(), words);
    }

    private void says(int code, String pattern, String... words) throws Exception {
        Answer answer = procdog(words).failsWith(code);
        assertThat(answer.out()).as(answer.toString()).matches(pattern + "\n");
    }

    @Test
    void aLongOneIsStartedAskedForAndStopped() throws Exception {
        String[] start = {"start", "long", "--command", "sleep 100", "--health-command", "true", "--linger", "60"};
        says(5, "stopped", "status", "long");
        says(6, "stopped", "wait", "long");
        says(0, "running, health=0, pid=[0-9]+", start);
        says(0, "running, health=0, pid=[0-9]+", "status", "long");
        says(0, "running, health=0, pid=[0-9]+", "wait", "long");
        says(0, "running, health=0, pid=[0-9]+", start);
        Answer strict =
                procdog("start", "long", "--command", "sleep 100", "--strict").failsWith(4);
        assertThat(strict.err()).isEqualTo("procdog: error: process 'long' is already running\n");
        assertThat(home.statuses()).containsExactly("procdog:long running");
        says(0, "killed, signal=15", "stop", "long");
        says(0, "exited, returncode=-15", "stop", "long");
        says(5, "exited, returncode=-15", "stop", "long", "--strict");
        says(5, "exited, returncode=-15", "status", "long");
    }

    @Test
    void whatEndedIsForgottenAfterAWhile() throws Exception {
        says(0, "running, pid=[0-9]+", "start", "brief", "--command", "sleep 100", "--linger", "0.1");
        says(0, "killed, signal=15", "stop", "brief");
        Await.until("it is forgotten", () -> home.statuses().isEmpty());
        says(0, "stopped", "stop", "brief");
        says(5, "stopped", "stop", "brief", "--strict");
        says(5, "stopped", "status", "brief");
    }

    @Test
    void aShortOneStaysEndedAndIsStartedAgain() throws Exception {
        patient();
        says(5, "exited, returncode=0", "start", "short", "--command", "true", "--linger", "60");
        says(5, "exited, returncode=0", "status", "short");
        says(5, "exited, returncode=1", "start", "short", "--command", "false", "--strict", "--linger", "60");
        says(0, "exited, returncode=1", "stop", "short");
        says(0, "running, pid=[0-9]+", "start", "short", "--command", "sleep 100", "--strict");
        says(0, "killed, signal=15", "stop", "short");
        says(2, "error: .*no-such-command.*", "start", "err", "--command", "no-such-command");
        assertThat(procdog("status", "foo@bar").failsWith(2).err()).contains("procdog: error: Invalid process name");
        assertThat(procdog("blah").failsWith(2).err()).contains("procdog: error: ");
    }

    @Test
    void healthIsWaitedForAndEnsured() throws Exception {
        String[] delay = {"--health-count", "2", "--health-delay", "0.1"};
        says(
                0,
                "running, health=1, pid=[0-9]+",
                with(delay, "start", "sick", "-c", "sleep 99", "--health-command", "false"));
        says(0, "running, health=1, pid=[0-9]+", "status", "sick");
        says(6, "running, health=1, pid=[0-9]+", "wait", "sick");
        says(0, "killed, signal=15", "stop", "sick");
        says(
                6,
                "killed, signal=15",
                with(delay, "start", "ill", "-c", "sleep 99", "--health-command", "false", "--ensure-healthy"));
        String late = "test -e " + home.work().resolve("up");
        Path script = home.script("late", "sleep 0.3", "touch up", "exec sleep 99");
        says(
                0,
                "running, health=0, pid=[0-9]+",
                "start",
                "late",
                "-c",
                script.toString(),
                "--health-command",
                late,
                "--health-count",
                "100",
                "--health-delay",
                "0.1",
                "--ensure-healthy");
        says(0, "killed, signal=15", "stop", "late");
    }

    @Test
    void aSlowCheckOfOneAskerHoldsUpNoOther() throws Exception {
        home.startDaemon();
        String gate = "test -e " + home.work().resolve("open");
        Path check = home.script("check", "while ! " + gate + "; do sleep 0.05; done");
        try (Following first = home.followProgram(
                home.image().resolve("bin/procdog").toString(),
                "start",
                "slow",
                "-c",
                "sleep 99",
                "--health-command",
                check.toString())) {
            Await.until("it runs", () -> home.statuses().contains("procdog:slow running"));
            says(0, "running, pid=[0-9]+", "start", "other", "-c", "sleep 99");
            says(0, "killed, signal=15", "stop", "slow");
            Files.createFile(home.work().resolve("open"));
            first.exitCode();
        }
        says(0, "killed, signal=15", "stop", "other");
    }

    @Test
    void aStopReachesTheWholeGroup() throws Exception {
        Path script = home.script("sample", "sleep 200 &", "echo $! > child", "wait");
        says(0, "running, pid=[0-9]+", "start", "script", "--command", "./" + script.getFileName());
        Await.until(
                "it has a child",
                () -> Files.exists(home.work().resolve("child"))
                        && !Files.readString(home.work().resolve("child")).isBlank());
        long child =
                Long.parseLong(Files.readString(home.work().resolve("child")).strip());
        says(0, "killed, signal=15", "stop", "script");
        assertThat(new Live(child).lives()).isFalse();
    }

    @Test
    void streamsAreFilesSeenFromTheDirectory() throws Exception {
        patient();
        Files.createDirectory(home.work().resolve("sub"));
        Files.writeString(home.work().resolve("sub/in"), "input\n");
        home.with("GREETING", "wensleydale");
        String[] start = {
            "start",
            "out",
            "--dir",
            "sub",
            "--stdin",
            "in",
            "--stdout",
            "o.txt",
            "--stderr",
            "e.txt",
            "--shell",
            "--command",
            "cat; pwd; echo hello $GREETING; X=warn; echo $$X >&2"
        };
        says(5, "exited, returncode=0", start);
        Path out = home.work().resolve("sub/o.txt");
        String once = "input\n" + home.work().resolve("sub") + "\nhello wensleydale\n";
        assertThat(out).hasContent(once);
        assertThat(home.work().resolve("sub/e.txt")).hasContent("warn\n");
        says(5, "exited, returncode=0", start);
        assertThat(out).as("emptied before").hasContent(once);
        says(5, "exited, returncode=0", with(start, "--append"));
        assertThat(out).hasContent(once + once);
        assertThat(procdog("start", "bad", "--command", "echo $NOT_SET_ANYWHERE")
                        .failsWith(3)
                        .err())
                .startsWith("procdog: error: could not expand");
    }

    @Test
    void theConfigurationIsReadAndTheLineBeatsIt() throws Exception {
        patient();
        Path file = Files.writeString(home.work().resolve("my.cfg"), """
                [conf]
                command = sleep 100
                health_command = true
                linger = 60
                [bad]
                comand = sleep 100
                """);
        says(0, "running, health=0, pid=[0-9]+", "start", "conf", "--config", file.toString());
        says(0, "running, health=0, pid=[0-9]+", "status", "conf");
        says(0, "killed, signal=15", "stop", "conf", "--config", file.toString());
        says(
                5,
                "exited, returncode=3",
                "start",
                "conf",
                "--config",
                file.toString(),
                "--command",
                "sh -c 'exit 3'",
                "--health-command",
                "");
        assertThat(procdog("start", "bad", "--config", file.toString())
                        .failsWith(3)
                        .err())
                .contains("comand");
    }

    private static String[] with(String[] some, String... others) {
        String[] all = new String[some.length + others.length];
        // The command comes first.
        boolean begins = some[0].equals("start");
        System.arraycopy(some, 0, all, begins ? 0 : others.length, some.length);
        System.arraycopy(others, 0, all, begins ? some.length : 0, others.length);
        return all;
    }
}
