package pmon.daemon.request;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.daemon.fixture.People.calling;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.fixture.Programs;

/** Events as they are kept and as they happen. */
@Timeout(60)
class EventRequestsTest {
    private RequestBench bench;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        bench = new RequestBench(directory);
    }

    @Test
    void keptEventsAreStreamedToTheirEnd() throws Exception {
        assertThat(bench.ask(new Request.Events(0L, false))).isEqualTo(new Response.Done());
        assertThat(bench.items)
                .containsExactly(new StreamItem.Event(Programs.event(1)), new StreamItem.Event(Programs.event(2)));
    }

    @Test
    void aHistoryIsFoundByNameAndById() throws Exception {
        for (String program : List.of("web", "1")) {
            bench.items.clear();
            assertThat(bench.ask(new Request.History(program, null, null))).isEqualTo(new Response.Done());
            assertThat(bench.items)
                    .containsExactly(new StreamItem.Event(Programs.event(1)), new StreamItem.Event(Programs.event(2)));
        }
    }

    @Test
    void aHistoryIsCutToTheNewestAndToATime() throws Exception {
        assertThat(bench.ask(new Request.History("web", 1, Programs.START))).isEqualTo(new Response.Done());
        assertThat(bench.items).containsExactly(new StreamItem.Event(Programs.event(2)));
        assertThat(bench.ask(new Request.History("web", null, Programs.START.plusMillis(1))))
                .isEqualTo(new Response.Done());
        assertThat(bench.items).hasSize(1);
    }

    @Test
    void theHistoryOfAProgramThatWasDeletedIsFoundAsLongAsItIsKept() throws Exception {
        bench.supervisor.snapshot = Snapshot.EMPTY;
        for (String program : List.of("web", "1")) {
            bench.items.clear();
            assertThat(bench.ask(new Request.History(program, null, null))).isEqualTo(new Response.Done());
            assertThat(bench.items).hasSize(2);
        }
        for (String program : List.of("nobody", "7", "-x y", "99999999999")) {
            assertThat(bench.ask(new Request.History(program, null, null)))
                    .isEqualTo(new Response.Failed(
                            ErrorCode.UNKNOWN_PROCESS,
                            "process (" + program + ") does not exist, and no events of one are kept"));
        }
    }

    @Test
    void noNumberAndNoFollowingMeansNoEvents() throws Exception {
        assertThat(bench.ask(new Request.Events(null, false))).isEqualTo(new Response.Done());
        assertThat(bench.items).isEmpty();
    }

    @Test
    void aListenerThatFallsBehindIsToldWhereToGoOn() throws Exception {
        Response answer = bench.requests.handle(calling(bench.owner), new Request.Events(0L, true), item -> {
            bench.items.add(item);
            // While this one is on its way to a slow client, more happens than may wait.
            if (bench.items.size() == 2) {
                for (long seq = 3; seq <= 5_000; seq++) {
                    bench.feed.publish(List.of(Programs.event(seq)));
                }
            }
        });
        Response.Failed failed = (Response.Failed) answer;
        assertThat(failed.code()).isEqualTo(ErrorCode.BUSY);
        assertThat(failed.message()).contains("has number " + bench.items.size());
        assertThat(bench.items).hasSizeLessThan(5_000).startsWith(new StreamItem.Event(Programs.event(1)));
    }

    @Test
    void followingEndsWithTheDaemon() throws Exception {
        Response answer =
                bench.requests.handle(calling(bench.owner), new Request.Events(0L, true), _ -> bench.feed.close());
        assertThat(answer).isEqualTo(new Response.Done());
    }
}
