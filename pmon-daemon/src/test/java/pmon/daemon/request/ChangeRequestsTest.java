package pmon.daemon.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ExitStatus;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.GroupSnapshot;
import pmon.core.supervisor.Outcome;
import pmon.daemon.fixture.Programs;
import pmon.daemon.intake.Resolution;

/** Changes and what is answered to them. */
@Timeout(60)
class ChangeRequestsTest {
    private static final Change.Kill KILL = RequestBench.KILL;

    private RequestBench bench;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        bench = new RequestBench(directory);
    }

    @Test
    void severalChangesAreMadeOneAfterTheOther() throws Exception {
        bench.resolution = new Resolution.Ready(List.of(KILL, KILL));
        bench.supervisor.outcome = new Outcome.Done(List.of(bench.web));
        assertThat(RequestBench.names(bench.ask(new Request.Kill(false, Completion.UNTIL_DONE))))
                .containsExactly("web", "web");
        bench.supervisor.outcome = new Outcome.Failed(ErrorCode.UNKNOWN_PROCESS, "process (x) does not exist");
        assertThat(((Response.Failed) bench.ask(new Request.Kill(false, Completion.UNTIL_DONE))).code())
                .isEqualTo(ErrorCode.UNKNOWN_PROCESS);
        // The second one was not tried any more.
        assertThat(bench.supervisor.submitted).hasSize(3);
    }

    @Test
    void aChangeOfGroupsIsAnsweredWithThem() throws Exception {
        bench.supervisor.outcome = new Outcome.Grouped(List.of(new GroupSnapshot(1, "front", List.of(bench.web))));
        assertThat(bench.ask(new Request.Kill(false, Completion.UNTIL_DONE)))
                .isEqualTo(new Response.Groups(List.of(new Response.GroupView(1, "front", List.of("web")))));
    }

    @Test
    void aChangeIsAnsweredWithWhatItAffected() throws Exception {
        bench.supervisor.outcome = new Outcome.Done(List.of(bench.web));
        assertThat(RequestBench.names(bench.ask(new Request.Kill(false, Completion.UNTIL_DONE))))
                .containsExactly("web");
        assertThat(bench.supervisor.submitted).containsExactly(KILL);
    }

    @Test
    void whatCannotBeResolvedNeverReachesTheSupervisor() throws Exception {
        bench.resolution = new Resolution.Refused(ErrorCode.UNKNOWN_USER, "user (eve) does not exist");
        assertThat(bench.ask(new Request.Kill(false, Completion.UNTIL_DONE)))
                .isEqualTo(new Response.Failed(ErrorCode.UNKNOWN_USER, "user (eve) does not exist"));
        assertThat(bench.supervisor.submitted).isEmpty();
    }

    @Test
    void aFullMailboxIsSaid() throws Exception {
        bench.supervisor.full = true;
        Response answer = bench.ask(new Request.Kill(false, Completion.UNTIL_DONE));
        assertThat(((Response.Failed) answer).code()).isEqualTo(ErrorCode.BUSY);
    }

    @Test
    void aFailedStartShowsTheExitAndTheEndOfTheLog() throws Exception {
        Files.writeString(bench.directory.resolve("web.log"), "starting\ncannot bind\n");
        ExitStatus exit = new ExitStatus.Exited(1, Programs.START);
        bench.supervisor.outcome =
                new Outcome.Failed(ErrorCode.START_FAILED, "web ended with exit code 1", exit, bench.web);
        assertThat(bench.ask(new Request.Kill(false, Completion.UNTIL_DONE)))
                .isEqualTo(new Response.Failed(
                        ErrorCode.START_FAILED,
                        "web ended with exit code 1",
                        exit,
                        List.of("starting", "cannot bind")));
    }

    @Test
    void aClientThatLeavesDoesNotTakeItsChangeBack() {
        bench.supervisor.outcome = null;
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> bench.ask(new Request.Kill(false, Completion.UNTIL_DONE)))
                .isInstanceOf(InterruptedException.class);
        assertThat(bench.supervisor.submitted).containsExactly(KILL);
        // The reply comes all the same, and nobody minds.
        bench.supervisor.replies.getFirst().accept(new Outcome.Done(List.of(bench.web)));
    }
}
