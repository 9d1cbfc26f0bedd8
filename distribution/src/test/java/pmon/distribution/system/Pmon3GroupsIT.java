package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Groups A to F, as pmon3's own test has them: from the configuration, and then by hand. */
class Pmon3GroupsIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void groupsComeAndGoAndTheirProgramsWithThemOnlyWhereThatIsAsked() throws Exception {
        home.script("app", "exec sleep 1000");
        String rest =
                "{\"file\": \"../app\", \"name\": \"s3\", \"groups\": [\"B\", \"C\"]}, {\"file\": \"../app\", \"name\": \"s4\"}";
        home.processes("{\"processes\": [{\"file\": \"../app\", \"name\": \"s1\", \"groups\": [\"A\"]},"
                + " {\"file\": \"../app\", \"name\": \"s2\", \"groups\": [\"A\", \"B\"]}," + rest + "]}");
        home.startDaemon();
        Await.until(
                "all four run",
                () -> home.statuses().stream()
                                .filter(line -> line.endsWith(" running"))
                                .count()
                        == 4);
        assertThat(groups()).containsExactly("A s1 s2", "B s2 s3", "C s3");
        List<Long> pids = home.pids();

        home.pmon("group", "create", "D").succeeds();
        home.pmon("exec", "./app", "--name", "s5", "--groups", "E", "--groups", "A,F")
                .succeeds();
        assertThat(groups()).containsExactly("A s1 s2 s5", "B s2 s3", "C s3", "D", "E s5", "F s5");

        home.pmon("group", "assign", "D,C", "s1,4").succeeds();
        assertThat(members("D")).containsExactly("s1", "s4");
        assertThat(members("C")).containsExactly("s1", "s3", "s4");
        home.pmon("groups", "remove", "C", "4,s1").succeeds();
        assertThat(members("C")).containsExactly("s3");

        home.pmon("group", "del", "B").succeeds();
        Refused.of(5, "unknown_group", "group (B) does not exist", "group", "show", "B")
                .check(home);
        assertThat(home.pids()).as("nobody was restarted").startsWith(pids.toArray(Long[]::new));

        // What the configuration says of groups is applied without a restart.
        home.processes("{\"processes\": [{\"file\": \"../app\", \"name\": \"s1\", \"groups\": [\"A\", \"F\"]},"
                + " {\"file\": \"../app\", \"name\": \"s2\", \"groups\": [\"A\"]}," + rest + "]}");
        home.pmon("init").succeeds();
        assertThat(members("F")).containsExactly("s1", "s5");
        assertThat(home.pids()).startsWith(pids.toArray(Long[]::new));

        home.pmon("group", "stop", "A").succeeds();
        assertThat(home.statuses())
                .containsExactly("s1 stopped", "s2 stopped", "s3 running", "s4 running", "s5 stopped");
        home.pmon("group", "restart", "A").succeeds();
        assertThat(home.json("restart", "--group", "A,C")).hasSize(4);
        assertThat(home.desc("s3").get("restart_count").asInt()).isEqualTo(1);

        home.pmon("group", "drop", "--force", "A").succeeds();
        assertThat(home.statuses()).containsExactly("s3 running", "s4 running");
        assertThat(groups()).as("groups stay").contains("A", "E", "F");
    }

    private List<String> members(String group) throws Exception {
        List<String> members = new ArrayList<>();
        home.json("group", "desc", group)
                .get("processes")
                .forEach(program -> members.add(program.get("name").asString()));
        return members;
    }

    private List<String> groups() throws Exception {
        List<String> groups = new ArrayList<>();
        for (JsonNode group : home.json("group", "ls")) {
            StringBuilder line = new StringBuilder(group.get("name").asString());
            group.get("processes").forEach(name -> line.append(' ').append(name.asString()));
            groups.add(line.toString());
        }
        groups.sort(null);
        return groups;
    }
}
