package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.ProcessEvent;

/** Changes that left no event, or were not shown, until the simulation asked for one. */
class ToldTest {
    private final Desk desk = new Desk();

    @Test
    void aStartOfAKnownProgramSaysWhoAskedForIt() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        desk.start("web");
        assertThat(told(ProcessEvent.Type.QUEUED))
                .singleElement()
                .satisfies(event -> assertThat(event.cause()).isEqualTo("started by root"));
    }

    @Test
    void aShutdownThatOvertakesARestartIsAnEvent() {
        desk.running("web");
        desk.restart("web");
        desk.hear(new Input.CloseWanted(false));
        assertThat(told(ProcessEvent.Type.STOPPING))
                .singleElement()
                .satisfies(event -> assertThat(event.cause()).isEqualTo("the daemon ends"));
    }

    @Test
    void oneThatSurvivesSigkillIsAProblem() {
        desk.running("web");
        desk.stop("web");
        desk.pass(Duration.ofSeconds(10));
        assertThat(desk.process("web").problems()).isEmpty();
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.process("web").problems()).singleElement().asString().contains("SIGKILL sent again");
        desk.exits("web", 0);
        assertThat(desk.process("web").problems()).isEmpty();
    }

    private List<ProcessEvent> told(ProcessEvent.Type type) {
        List<ProcessEvent> told = new ArrayList<>();
        for (Effect.Append append : desk.all(Effect.Append.class)) {
            for (Entry entry : append.entries()) {
                if (entry instanceof Entry.Happened(var event) && event.type() == type) {
                    told.add(event);
                }
            }
        }
        return told;
    }
}
