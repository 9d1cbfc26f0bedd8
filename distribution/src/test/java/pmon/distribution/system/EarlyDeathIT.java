package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Programs that die while the command that started them still looks. */
class EarlyDeathIT {
    private static final int ANSWERS = 5;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @BeforeEach
    void lookLongEnoughForABusyMachine() throws Exception {
        home.configure("wait:", "  start_grace: 5s");
    }

    @Test
    void failsTheCommandAndShowsWhyWhileTheRestartsGoOn() throws Exception {
        Path crashing = home.script("crashing", "echo started >&2", "echo 'no port left'", "exit 3");
        Answer script = home.pmon("exec", crashing.toString(), "--json").failsWith(1);
        JsonNode error = script.json().get("error");
        assertThat(error.get("code").asString()).isEqualTo("start_failed");
        assertThat(error.get("message").asString()).contains("crashing", "exit code 3");
        assertThat(error.get("exit").get("code").asInt()).isEqualTo(3);
        assertThat(error.get("exit").get("at").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(error.get("log_tail").valueStream().map(JsonNode::asString)).contains("started", "no port left");

        try (Following events = home.events()) {
            events.event("exited", "crashing");
            events.event("exited", "crashing");
        }
        Answer person = home.pmon("restart", "crashing").failsWith(1);
        assertThat(person.out()).isEmpty();
        assertThat(person.err()).contains("exit code 3", "no port left");
        assertThat(home.json("ls")).hasSize(1);
    }

    @Test
    void bySignalIsTold() throws Exception {
        Path suicidal = home.script("suicidal", "kill -SEGV $$");
        JsonNode error = home.pmon("exec", suicidal.toString(), "--json")
                .failsWith(1)
                .json()
                .get("error");
        assertThat(error.get("exit").get("signal").asString()).isEqualTo("SIGSEGV");
    }

    @Test
    void isSuccessForOneThatHasDoneItsWork() throws Exception {
        JsonNode done = home.json("exec", "/bin/true", "--no-autorestart");
        assertThat(done.get("status").asString()).isEqualTo("stopped");
        assertThat(done.get("exit").get("code").asInt()).isZero();
        assertThat(done.get("pid").isNull()).isTrue();
        assertThat(done.get("restart_count").asInt()).isZero();
    }

    @Test
    void withoutRestartsIsAFailure() throws Exception {
        JsonNode error = home.pmon("exec", "/bin/false", "-n", "--json")
                .failsWith(1)
                .json()
                .get("error");
        assertThat(error.get("code").asString()).isEqualTo("start_failed");
        JsonNode failed = home.desc("false");
        assertThat(failed.get("status").asString()).isEqualTo("failed");
        assertThat(failed.get("exit").get("code").asInt()).isEqualTo(1);
        assertThat(failed.get("restart_count").asInt()).isZero();
        assertThat(failed.get("explanation").asString()).contains("exit code 1");
    }

    @Test
    void ofAFileThatIsNoProgramIsToldWithItsReason() throws Exception {
        Path broken = home.script("broken");
        Files.writeString(broken, "#!/no/such/interpreter\n");
        JsonNode error = home.pmon("exec", broken.toString(), "-n", "--json")
                .failsWith(1)
                .json()
                .get("error");
        assertThat(error.get("code").asString()).isEqualTo("start_failed");
        assertThat(error.get("message").asString()).contains("broken", "/no/such/interpreter");
        assertThat(home.desc("broken").get("status").asString()).isEqualTo("failed");
    }

    @Test
    void laterThanTheGraceIsNoFailureOfTheCommand() throws Exception {
        home.configure("wait:", "  start_grace: 0");
        Path go = home.work().resolve("go");
        Path brief = home.script("brief", "while [ ! -e " + go + " ]; do sleep 0.01; done", "exit 5");
        assertThat(home.json("exec", brief.toString(), "-n").get("status").asString())
                .isEqualTo("running");
        Files.createFile(go);
        try (Following events = home.events()) {
            events.event("failed", "brief");
        }
    }

    /** Without a grace it is up to the disk whether it is told before the program dies; either way the answer is true. */
    @Test
    void isNeverToldAsSuccess() throws Exception {
        home.configure("wait:", "  start_grace: 0");
        Path brief = home.script("brief", "exit 5");
        for (int i = 0; i < ANSWERS; i++) {
            Answer answer = home.pmon("exec", brief.toString(), "--name", "brief" + i, "-n", "--json");
            JsonNode said = answer.json();
            if (said.has("error")) {
                answer.failsWith(1);
                assertThat(said.get("error").get("code").asString()).isEqualTo("start_failed");
            } else {
                assertThat(said.get("status").asString()).isEqualTo("running");
            }
        }
    }
}
