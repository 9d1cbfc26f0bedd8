package pmon.daemon.request;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.daemon.fixture.People.BOB;
import static pmon.daemon.fixture.People.calling;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.api.protocol.Targets;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.fixture.Programs;

/** What is read and emptied of logs. */
@Timeout(60)
class LogRequestsTest {
    private RequestBench bench;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        bench = new RequestBench(directory);
    }

    @Test
    void logsAreStreamedWithTheirProgramsName() throws Exception {
        Files.writeString(bench.directory.resolve("web.log"), "one\ntwo\n");
        Files.writeString(bench.directory.resolve("job.log"), "three\n");
        assertThat(bench.ask(new Request.ReadLog(Targets.ALL, new LogRange.Last(1), false)))
                .isEqualTo(new Response.Done());
        assertThat(bench.items)
                .containsExactly(
                        new StreamItem.LogLine("web", bench.web.record().spec().log(), "two"),
                        new StreamItem.LogLine("job", bench.job.record().spec().log(), "three"));
    }

    @Test
    void whoeverHasNoLogIsLeftOutAndOnItsOwnSaysWhy() throws Exception {
        Files.writeString(bench.directory.resolve("web.log"), "one\n");
        ProcessSnapshot shown = Programs.running(3, "shown", bench.owner, "/dev/stdout");
        bench.supervisor.snapshot = new Snapshot(List.of(bench.web, shown));
        assertThat(bench.ask(new Request.ReadLog(Targets.ALL, new LogRange.Last(1), false)))
                .isEqualTo(new Response.Done());
        assertThat(bench.items)
                .containsExactly(
                        new StreamItem.LogLine("web", bench.web.record().spec().log(), "one"));
        assertThat(bench.ask(new Request.ReadLog(Targets.of("shown"), new LogRange.Last(1), true)))
                .isEqualTo(new Response.Failed(
                        ErrorCode.FAILED,
                        "shown has no log: what it prints goes to the screen of its manager;"
                                + " a log or log_dir in its entry keeps it in a file instead"));
    }

    @Test
    void logsOfOthersAreNotShown() throws Exception {
        Request read = new Request.ReadLog(Targets.of("web"), new LogRange.Last(1), false);
        Response answer = bench.requests.handle(calling(BOB), read, bench.items::add);
        assertThat(((Response.Failed) answer).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }

    @Test
    void aFlushEmptiesLogsUnderTheirWriters() throws Exception {
        Path log = Files.writeString(bench.directory.resolve("web.log"), "old\n");
        try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            assertThat(RequestBench.names(bench.ask(new Request.FlushLogs(Targets.ALL, Completion.UNTIL_DONE))))
                    .containsExactly("web", "job");
            assertThat(log).isEmptyFile();
            writer.write("new\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(log).hasContent("new\n");
        assertThat(bench.directory.resolve("job.log")).doesNotExist();
    }

    @Test
    void aFlushEmptiesNothingButLogsOfOnesOwn() throws Exception {
        Path precious = Files.writeString(bench.directory.resolve("precious"), "data");
        Files.createSymbolicLink(bench.directory.resolve("web.log"), precious);
        Path log = Files.writeString(bench.directory.resolve("job.log"), "old\n");
        Response answer = bench.ask(new Request.FlushLogs(Targets.ALL, Completion.UNTIL_DONE));
        assertThat(((Response.Failed) answer).message()).contains("web.log: it is a symbolic link");
        assertThat(precious).hasContent("data");
        assertThat(log).isEmptyFile();
        Request flush = new Request.FlushLogs(Targets.of("job"), Completion.UNTIL_DONE);
        Response ofBob = bench.requests.handle(calling(BOB), flush, bench.items::add);
        assertThat(((Response.Failed) ofBob).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }

    @Test
    void aLogThatMustNotBeReadIsAnError() throws Exception {
        Files.createSymbolicLink(bench.directory.resolve("web.log"), Path.of("/etc/hostname"));
        Response answer = bench.ask(new Request.ReadLog(Targets.of("web"), new LogRange.Last(1), true));
        assertThat(((Response.Failed) answer).message()).contains("web.log: it is a symbolic link");
        assertThat(bench.items).isEmpty();
    }
}
