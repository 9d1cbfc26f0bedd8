package pmon.daemon.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.Occurrence;
import pmon.daemon.fixture.Programs;

class RecognitionTest {
    private final Recognition recognition = new Recognition();

    /** An event as {@code type:from:to}. */
    private static ProcessEvent event(int id, String text) {
        String[] words = text.toUpperCase(Locale.ROOT).split(":", -1);
        return new ProcessEvent(
                1,
                Programs.START,
                ProcessEvent.Type.valueOf(words[0]),
                "p" + id,
                id,
                1,
                status(words[1]),
                status(words[2]),
                "cause",
                null,
                null);
    }

    private static @Nullable Status status(String word) {
        return word.isEmpty() ? null : Status.valueOf(word);
    }

    private String told(int id, String text) {
        return recognition.of(event(id, text)).map(Occurrence.Kind::word).orElse("-");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "first start | registered::queued started:init:running | - -",
                "restart at once |"
                        + " exited:running:init restarting:running:init started:init:running | - - process_restart",
                "a tree that has to be killed first | exited:running:restarting restarting:restarting:init"
                        + " started:init:running | - - process_restart",
                "restart after a wait |"
                        + " exited:running:backoff backoff:running:backoff started:init:running | - - process_restart",
                "restart after several refusals | backoff:running:backoff start_failed:init:backoff backoff:init:backoff"
                        + " started:init:running | - - - process_restart",
                "flapping | exited:running:backoff flapping:running:backoff started:init:running |"
                        + " - process_backoff process_restart",
                "restart that somebody asked for | restarting:running:restarting exited:restarting:queued"
                        + " started:init:running | - - -",
                "restart with another | cascaded:running:running restarting:running:restarting exited:restarting:queued"
                        + " started:init:running | - - - process_restart",
                "ended while no daemon was there | exited:running:queued started:init:running | - process_restart",
                "failure | exited:running:failed failed:running:failed | - process_failure",
                "stopped while it waits | backoff:running:backoff stopped:backoff:stopped registered::queued"
                        + " started:init:running | - - - -",
                "taken over | adopted:running:running | -",
                "shutdown and start | backoff:running:backoff closed:backoff:closed started:init:running | - - -",
                "a restart that is stopped | restarting:running:restarting stopping:restarting:running"
                        + " exited:running:stopped stopped:running:stopped | - - - -"
            })
    void tellsWhatHandlersWantToKnow(String name, String events, String told) {
        List<String> heard = new ArrayList<>();
        for (String event : events.strip().split("\\s+")) {
            heard.add(told(1, event));
        }
        assertThat(String.join(" ", heard)).isEqualTo(told);
    }

    @Test
    void programsAreToldApart() {
        assertThat(told(1, "restarting:running:init")).isEqualTo("-");
        assertThat(told(2, "started:init:running")).isEqualTo("-");
        assertThat(told(1, "started:init:running")).isEqualTo("process_restart");
        assertThat(told(1, "started:init:running")).isEqualTo("-");
    }
}
