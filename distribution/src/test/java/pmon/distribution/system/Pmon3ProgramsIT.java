package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What pmon3's own end-to-end tests do with single programs: two come from the configuration, others by hand. */
class Pmon3ProgramsIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @BeforeEach
    void bootWithTwoPrograms() throws Exception {
        home.script("app", "exec sleep 1000");
        home.processes("""
                {"processes": [
                  {"file": "../app", "name": "server1"},
                  {"file": "../app", "name": "server2"}
                ]}
                """);
        home.startDaemon();
        Await.until("both run", () -> home.statuses().equals(List.of("server1 running", "server2 running")));
    }

    @Test
    void programsAreAddedDescribedAndDeleted() throws Exception {
        JsonNode added = home.json("exec", "./app", "--name", "server3");
        assertThat(added.get("id").asInt()).isEqualTo(3);
        assertThat(home.json("show", "3").get("name").asString()).isEqualTo("server3");
        assertThat(home.pmon("show", "server3").succeeds().out()).contains("running", "server3");

        long pid = home.live("server3").pid();
        assertThat(home.json("del", "3").get("status").asString()).isEqualTo("stopped");
        assertThat(new Live(pid).lives()).isFalse();
        assertThat(home.log("server3")).doesNotExist();
        Refused.of(5, "unknown_process", "process (3) does not exist", "show", "3")
                .check(home);

        // Deaf to requests: only force ends it at once.
        home.script("deaf", "trap '' TERM", "while :; do sleep 1000; done");
        home.pmon("exec", "./deaf", "--stop-timeout", "1h").succeeds();
        assertThat(home.json("delete", "-f", "deaf").get("id").asInt()).isEqualTo(4);
        assertThat(home.statuses()).containsExactly("server1 running", "server2 running");
    }

    @Test
    void whatWasKilledIsInitializedAgainAndWhatWasDroppedComesFromTheConfiguration() throws Exception {
        home.pmon("exec", "./app", "--name", "server3").succeeds();
        assertThat(home.json("kill", "--force")).hasSize(3);
        assertThat(home.statuses()).containsExactly("server1 stopped", "server2 stopped", "server3 stopped");
        Refused.of(5, "none_running", "no running processes", "kill").check(home);

        home.pmon("init", "--process-config-only").succeeds();
        assertThat(home.statuses()).containsExactly("server1 running", "server2 running", "server3 stopped");
        List<Long> before = home.pids();
        home.pmon("init").succeeds();
        assertThat(home.statuses()).containsExactly("server1 running", "server2 running", "server3 running");
        assertThat(home.pids()).as("what ran was left alone").startsWith(before.get(0), before.get(1));

        home.pmon("drop").succeeds();
        assertThat(home.statuses()).isEmpty();
        Refused.of(5, "no_processes", "there are no processes", "drop", "--force")
                .check(home);
        home.pmon("init").succeeds();
        assertThat(home.statuses()).containsExactly("server1 running", "server2 running");
        assertThat(home.desc("server1").get("id").asInt())
                .as("ids are never used again")
                .isEqualTo(4);
    }

    @Test
    void restartsAreCountedUntilTheyAreReset() throws Exception {
        home.pmon("stop", "server1").succeeds();
        assertThat(home.json("restart", "server1").get("restart_count").asInt())
                .as("nothing ran that could be restarted")
                .isZero();
        assertThat(home.json("restart", "1").get("restart_count").asInt()).isEqualTo(1);
        assertThat(home.json("restart", "1", "2").get(1).get("restart_count").asInt())
                .isEqualTo(1);
        assertThat(home.json("reset", "server1").get("restart_count").asInt()).isZero();
        assertThat(home.desc("server2").get("restart_count").asInt()).isEqualTo(1);
        home.pmon("reset").succeeds();
        assertThat(home.desc("server2").get("restart_count").asInt()).isZero();
        home.pmon("restart", "server2").succeeds();
        assertThat(home.json("stop", "2").get("restart_count").asInt()).isZero();
    }

    @Test
    void aKilledProgramComesBackUnlessItWasToldNotTo() throws Exception {
        Live before = home.live("server1");
        before.kill();
        Await.until(
                "it is back", () -> home.desc("server1").get("restart_count").asInt() == 1);
        assertThat(home.live("server1")).isNotEqualTo(before);

        home.pmon("exec", "./app", "--name", "once", "--no-autorestart").succeeds();
        home.live("once").kill();
        Await.until("its end was seen", () -> home.statuses().contains("once failed"));
        JsonNode failed = home.desc("once");
        assertThat(failed.get("exit").get("signal").asString()).isEqualTo("SIGKILL");
        assertThat(failed.get("next_start_at").isNull()).isTrue();
        assertThat(home.pastEvents("once"))
                .noneMatch(event -> event.get("type").asString().equals("restarting"));

        // Not in pmon3: it is given its restarts back.
        assertThat(home.json("start", "once", "--autorestart")
                        .get("auto_restart")
                        .asBoolean())
                .isTrue();
        home.live("once").kill();
        Await.until("it is back", () -> home.desc("once").get("restart_count").asInt() == 1);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        Refused.of(2, "no_such_file", "/nowhere/app: no such file", "exec", "/nowhere/app")
                .check(home);
        Refused.of(2, "no_such_file", home.work() + "/nowhere/app: no such file", "exec", "./nowhere/app")
                .check(home);
        assertThat(home.statuses()).hasSize(2);
    }

    @Test
    void aNameThatOnlyTheConfigurationKnowsIsStartedFromThere() throws Exception {
        home.pmon("drop", "--force").succeeds();
        assertThat(home.json("restart", "server2").get("status").asString()).isEqualTo("running");
        assertThat(home.statuses()).containsExactly("server2 running");
        Refused.of(5, "unknown_process", "process (server9) does not exist", "restart", "server9")
                .check(home);
        assertThat(Files.exists(home.log("server2"))).isTrue();
    }
}
