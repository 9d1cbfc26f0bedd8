package pmon.daemon.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pmon.daemon.fixture.People.BOB;
import static pmon.daemon.fixture.People.ROOT;
import static pmon.daemon.fixture.People.calling;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.api.protocol.Targets;
import pmon.api.spi.kernel.Usage;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.GroupSnapshot;
import pmon.core.supervisor.Outcome;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.event.EventFeed;
import pmon.daemon.event.EventHistory;
import pmon.daemon.event.EventSource;
import pmon.daemon.export.Export;
import pmon.daemon.export.Origin;
import pmon.daemon.fixture.NoUserFiles;
import pmon.daemon.fixture.Programs;
import pmon.daemon.fixture.Self;
import pmon.daemon.intake.Resolution;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;
import pmon.daemon.plugin.PluginLoader;
import pmon.daemon.plugin.Plugins;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.view.ProcessViews;
import pmon.daemon.view.UsageSampler;
import pmon.testkit.event.LiveContext;

@Timeout(60)
class RequestsTest {
    private static final Change.Kill KILL = new Change.Kill(false, Completion.UNTIL_DONE);

    @TempDir
    private Path directory;

    private final Supervisor supervisor = new Supervisor();
    private final EventFeed feed = new EventFeed();
    private final List<StreamItem> items = new ArrayList<>();
    private Resolution resolution = new Resolution.Ready(KILL);
    private Account owner;
    private ProcessSnapshot web;
    private ProcessSnapshot job;
    private Requests requests;

    @BeforeEach
    void open() throws Exception {
        owner = Self.account(directory);
        web = Programs.running(1, "web", owner, directory.resolve("web.log").toString());
        job = Programs.running(2, "job", owner, directory.resolve("job.log").toString());
        supervisor.snapshot = new Snapshot(List.of(web, job));
        requests = new Requests(
                supervisor,
                (_, _) -> resolution,
                new ProcessViews(new UsageSampler(_ -> Optional.of(new Usage(0, 1)), () -> 0), () -> Programs.START),
                new ProgramLogs(owner, new NoUserFiles()),
                CapturedLogs.NONE,
                new History(),
                feed,
                new ConfigurationRequests(
                        this::configuration,
                        (_, _) -> resolution,
                        new Export(new Origin(owner, () -> directory.resolve("logs"))),
                        1000,
                        MonitorTypes::installed),
                new PluginRequests(
                        Plugins.open(
                                new Plugins.Directories(directory.resolve("plugins"), null, directory.resolve("state")),
                                new PluginLoader(1000),
                                this::configuration,
                                _ -> new LiveContext()),
                        1000),
                new DaemonFacts(42, "0.1.0", "fake:memory", () -> 1234));
    }

    @Test
    void listsEveryProgram() throws Exception {
        assertThat(names(ask(new Request.ListProcesses()))).containsExactly("web", "job");
    }

    @Test
    void describesInTheOrderNamedAndInFull() throws Exception {
        Response answer = ask(new Request.Describe(Targets.of("job", "web")));
        assertThat(names(answer)).containsExactly("job", "web");
        assertThat(((Response.Processes) answer).processes().getFirst().envVars())
                .isEqualTo(Map.of("PASSWORD", "secret"));
    }

    @Test
    void aNameThatDoesNotExistIsAnError() throws Exception {
        assertThat(ask(new Request.Describe(Targets.of("nobody"))))
                .isEqualTo(new Response.Failed(ErrorCode.UNKNOWN_PROCESS, "process (nobody) does not exist"));
    }

    @Test
    void theDaemonSaysWhatItIs() throws Exception {
        assertThat(ask(new Request.DaemonStatus())).isEqualTo(new Response.Daemon(42, "0.1.0", 1234, "fake:memory", 2));
    }

    @Test
    void settingsAreShownWithTheirSources() throws Exception {
        Files.writeString(directory.resolve("config.yml"), "stop:\n  timeout: 5s\n");
        Response answer = ask(new Request.ShowSettings());
        assertThat(((Response.Settings) answer).settings())
                .contains(
                        new Response.SettingView("stop.timeout", "5s", directory.resolve("config.yml") + ":2"),
                        new Response.SettingView("stop.signal", "TERM", "default"))
                .hasSize(configuration().effective().size());
    }

    @Test
    void whatInitWouldDoIsToldWithoutDoingIt() throws Exception {
        Configured cache = new Configured(Programs.spec("cache", owner, "/cache.log"), "digest");
        resolution = new Resolution.Ready(new Change.Init(List.of(cache), true, false, Completion.UNTIL_DONE));
        assertThat(ask(new Request.PlanInit(true)))
                .isEqualTo(new Response.Plan(List.of("cache"), List.of(), List.of(), List.of(), List.of()));
        assertThat(supervisor.submitted).isEmpty();
    }

    @Test
    void whatInitWouldBeRefusedForItsPlanIsToo() throws Exception {
        resolution = new Resolution.Refused(ErrorCode.BAD_CONFIG, "broken");
        assertThat(ask(new Request.PlanInit(true))).isEqualTo(new Response.Failed(ErrorCode.BAD_CONFIG, "broken"));
        Configured web = new Configured(Programs.spec("web", BOB, "/web.log"), "digest");
        resolution = new Resolution.Ready(new Change.Init(List.of(web), true, false, Completion.UNTIL_DONE));
        assertThat(requests.handle(calling(ROOT), new Request.PlanInit(true), items::add))
                .isInstanceOfSatisfying(
                        Response.Failed.class,
                        failed -> assertThat(failed.message()).contains("it is for bob, and the process belongs to"));
    }

    @Test
    void theOrderOfProgramsIsTheConfigurationsAndTheirs() throws Exception {
        Files.writeString(directory.resolve("process.config.yaml"), """
                processes:
                  - {file: /a, name: a, dependencies: [b, web]}
                  - {file: /b, name: b, dependencies: [gone]}
                """);
        assertThat(((Response.StartOrder) ask(new Request.ShowDependencies(true))))
                .isEqualTo(new Response.StartOrder(
                        List.of("b", "a"),
                        List.of("b", "a"),
                        Map.of("a", List.of("b")),
                        List.of(
                                "a depends on web, which is not known: it does not wait for it",
                                "b depends on gone, which is not known: it does not wait for it")));
        assertThat(((Response.StartOrder) ask(new Request.ShowDependencies(false))).queueOrder())
                .containsExactly("web", "b", "a", "job");
        Files.writeString(directory.resolve("process.config.yaml"), "proceses: []");
        assertThat(((Response.Failed) ask(new Request.ShowDependencies(true))).message())
                .isEqualTo("cannot order the programs: " + directory
                        + "/process.config.yaml:1:1: proceses: there is no such key; did you mean processes?");
    }

    @Test
    void severalChangesAreMadeOneAfterTheOther() throws Exception {
        resolution = new Resolution.Ready(List.of(KILL, KILL));
        supervisor.outcome = new Outcome.Done(List.of(web));
        assertThat(names(ask(new Request.Kill(false, Completion.UNTIL_DONE)))).containsExactly("web", "web");
        supervisor.outcome = new Outcome.Failed(ErrorCode.UNKNOWN_PROCESS, "process (x) does not exist");
        assertThat(((Response.Failed) ask(new Request.Kill(false, Completion.UNTIL_DONE))).code())
                .isEqualTo(ErrorCode.UNKNOWN_PROCESS);
        // The second one was not tried any more.
        assertThat(supervisor.submitted).hasSize(3);
    }

    @Test
    void programsAreExported() throws Exception {
        assertThat(ask(new Request.Export("yaml", "name")))
                .isInstanceOfSatisfying(
                        Response.Text.class,
                        text -> assertThat(text.text()).startsWith("processes:\n  - file: /srv/job"));
        assertThat(((Response.Failed) ask(new Request.Export("yml", "name"))).code())
                .isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void logsAreStreamedWithTheirProgramsName() throws Exception {
        Files.writeString(directory.resolve("web.log"), "one\ntwo\n");
        Files.writeString(directory.resolve("job.log"), "three\n");
        assertThat(ask(new Request.ReadLog(Targets.ALL, new LogRange.Last(1), false)))
                .isEqualTo(new Response.Done());
        assertThat(items)
                .containsExactly(
                        new StreamItem.LogLine("web", web.record().spec().log(), "two"),
                        new StreamItem.LogLine("job", job.record().spec().log(), "three"));
    }

    @Test
    void logsOfOthersAreNotShown() throws Exception {
        Request read = new Request.ReadLog(Targets.of("web"), new LogRange.Last(1), false);
        Response answer = requests.handle(calling(BOB), read, items::add);
        assertThat(((Response.Failed) answer).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }

    @Test
    void aFlushEmptiesLogsUnderTheirWriters() throws Exception {
        Path log = Files.writeString(directory.resolve("web.log"), "old\n");
        try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            assertThat(names(ask(new Request.FlushLogs(Targets.ALL, Completion.UNTIL_DONE))))
                    .containsExactly("web", "job");
            assertThat(log).isEmptyFile();
            writer.write("new\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(log).hasContent("new\n");
        assertThat(directory.resolve("job.log")).doesNotExist();
    }

    @Test
    void aFlushEmptiesNothingButLogsOfOnesOwn() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "data");
        Files.createSymbolicLink(directory.resolve("web.log"), precious);
        Path log = Files.writeString(directory.resolve("job.log"), "old\n");
        Response answer = ask(new Request.FlushLogs(Targets.ALL, Completion.UNTIL_DONE));
        assertThat(((Response.Failed) answer).message()).contains("web.log: it is a symbolic link");
        assertThat(precious).hasContent("data");
        assertThat(log).isEmptyFile();
        Request flush = new Request.FlushLogs(Targets.of("job"), Completion.UNTIL_DONE);
        Response ofBob = requests.handle(calling(BOB), flush, items::add);
        assertThat(((Response.Failed) ofBob).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }

    @Test
    void groupsAreListedWithNamesAndDescribedWithPrograms() throws Exception {
        supervisor.snapshot = new Snapshot(
                List.of(web, job),
                List.of(new GroupSnapshot(1, "front", List.of(web)), new GroupSnapshot(4, "empty", List.of())));
        assertThat(ask(new Request.ListGroups()))
                .isEqualTo(new Response.Groups(List.of(
                        new Response.GroupView(1, "front", List.of("web")),
                        new Response.GroupView(4, "empty", List.of()))));
        Response answer = ask(new Request.DescribeGroups(List.of("4", "front")));
        List<Response.GroupDetail> details = ((Response.GroupDetails) answer).groups();
        assertThat(details).extracting(Response.GroupDetail::name).containsExactly("empty", "front");
        assertThat(details.getLast().processes())
                .singleElement()
                .satisfies(view -> assertThat(view.name()).isEqualTo("web"));
        assertThat(ask(new Request.DescribeGroups(List.of("front", "none"))))
                .isEqualTo(new Response.Failed(ErrorCode.UNKNOWN_GROUP, "group (none) does not exist"));
    }

    @Test
    void aChangeOfGroupsIsAnsweredWithThem() throws Exception {
        supervisor.outcome = new Outcome.Grouped(List.of(new GroupSnapshot(1, "front", List.of(web))));
        assertThat(ask(new Request.Kill(false, Completion.UNTIL_DONE)))
                .isEqualTo(new Response.Groups(List.of(new Response.GroupView(1, "front", List.of("web")))));
    }

    @Test
    void aLogThatMustNotBeReadIsAnError() throws Exception {
        Files.createSymbolicLink(directory.resolve("web.log"), Path.of("/etc/hostname"));
        Response answer = ask(new Request.ReadLog(Targets.of("web"), new LogRange.Last(1), true));
        assertThat(((Response.Failed) answer).message()).contains("web.log: it is a symbolic link");
        assertThat(items).isEmpty();
    }

    @Test
    void keptEventsAreStreamedToTheirEnd() throws Exception {
        assertThat(ask(new Request.Events(0L, false))).isEqualTo(new Response.Done());
        assertThat(items)
                .containsExactly(new StreamItem.Event(Programs.event(1)), new StreamItem.Event(Programs.event(2)));
    }

    @Test
    void aHistoryIsFoundByNameAndById() throws Exception {
        for (String program : List.of("web", "1")) {
            items.clear();
            assertThat(ask(new Request.History(program, null, null))).isEqualTo(new Response.Done());
            assertThat(items)
                    .containsExactly(new StreamItem.Event(Programs.event(1)), new StreamItem.Event(Programs.event(2)));
        }
    }

    @Test
    void aHistoryIsCutToTheNewestAndToATime() throws Exception {
        assertThat(ask(new Request.History("web", 1, Programs.START))).isEqualTo(new Response.Done());
        assertThat(items).containsExactly(new StreamItem.Event(Programs.event(2)));
        assertThat(ask(new Request.History("web", null, Programs.START.plusMillis(1))))
                .isEqualTo(new Response.Done());
        assertThat(items).hasSize(1);
    }

    @Test
    void theHistoryOfAProgramThatWasDeletedIsFoundAsLongAsItIsKept() throws Exception {
        supervisor.snapshot = Snapshot.EMPTY;
        for (String program : List.of("web", "1")) {
            items.clear();
            assertThat(ask(new Request.History(program, null, null))).isEqualTo(new Response.Done());
            assertThat(items).hasSize(2);
        }
        for (String program : List.of("nobody", "7", "-x y", "99999999999")) {
            assertThat(ask(new Request.History(program, null, null)))
                    .isEqualTo(new Response.Failed(
                            ErrorCode.UNKNOWN_PROCESS,
                            "process (" + program + ") does not exist, and no events of one are kept"));
        }
    }

    @Test
    void noNumberAndNoFollowingMeansNoEvents() throws Exception {
        assertThat(ask(new Request.Events(null, false))).isEqualTo(new Response.Done());
        assertThat(items).isEmpty();
    }

    @Test
    void aListenerThatFallsBehindIsToldWhereToGoOn() throws Exception {
        Response answer = requests.handle(calling(owner), new Request.Events(0L, true), item -> {
            items.add(item);
            // While this one is on its way to a slow client, more happens than may wait.
            if (items.size() == 2) {
                for (long seq = 3; seq <= 5_000; seq++) {
                    feed.publish(List.of(Programs.event(seq)));
                }
            }
        });
        Response.Failed failed = (Response.Failed) answer;
        assertThat(failed.code()).isEqualTo(ErrorCode.BUSY);
        assertThat(failed.message()).contains("has number " + items.size());
        assertThat(items).hasSizeLessThan(5_000).startsWith(new StreamItem.Event(Programs.event(1)));
    }

    @Test
    void followingEndsWithTheDaemon() throws Exception {
        Response answer = requests.handle(calling(owner), new Request.Events(0L, true), _ -> feed.close());
        assertThat(answer).isEqualTo(new Response.Done());
    }

    @Test
    void aChangeIsAnsweredWithWhatItAffected() throws Exception {
        supervisor.outcome = new Outcome.Done(List.of(web));
        assertThat(names(ask(new Request.Kill(false, Completion.UNTIL_DONE)))).containsExactly("web");
        assertThat(supervisor.submitted).containsExactly(KILL);
    }

    @Test
    void whatCannotBeResolvedNeverReachesTheSupervisor() throws Exception {
        resolution = new Resolution.Refused(ErrorCode.UNKNOWN_USER, "user (eve) does not exist");
        assertThat(ask(new Request.Kill(false, Completion.UNTIL_DONE)))
                .isEqualTo(new Response.Failed(ErrorCode.UNKNOWN_USER, "user (eve) does not exist"));
        assertThat(supervisor.submitted).isEmpty();
    }

    @Test
    void aFullMailboxIsSaid() throws Exception {
        supervisor.full = true;
        Response answer = ask(new Request.Kill(false, Completion.UNTIL_DONE));
        assertThat(((Response.Failed) answer).code()).isEqualTo(ErrorCode.BUSY);
    }

    @Test
    void aFailedStartShowsTheExitAndTheEndOfTheLog() throws Exception {
        Files.writeString(directory.resolve("web.log"), "starting\ncannot bind\n");
        ExitStatus exit = new ExitStatus.Exited(1, Programs.START);
        supervisor.outcome = new Outcome.Failed(ErrorCode.START_FAILED, "web ended with exit code 1", exit, web);
        assertThat(ask(new Request.Kill(false, Completion.UNTIL_DONE)))
                .isEqualTo(new Response.Failed(
                        ErrorCode.START_FAILED,
                        "web ended with exit code 1",
                        exit,
                        List.of("starting", "cannot bind")));
    }

    @Test
    void aClientThatLeavesDoesNotTakeItsChangeBack() {
        supervisor.outcome = null;
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ask(new Request.Kill(false, Completion.UNTIL_DONE)))
                .isInstanceOf(InterruptedException.class);
        assertThat(supervisor.submitted).containsExactly(KILL);
        // The reply comes all the same, and nobody minds.
        supervisor.replies.getFirst().accept(new Outcome.Done(List.of(web)));
    }

    private Configuration configuration() {
        Places places = new Places(
                Mode.USER,
                directory.resolve("config.yml"),
                List.of(directory.resolve("process.config.yaml")),
                directory,
                directory,
                directory,
                directory,
                directory);
        return ((ConfigurationLoader.Result.Valid) new ConfigurationLoader(places, Map.of(), 1000).load())
                .configuration();
    }

    private Response ask(Request request) throws Exception {
        return requests.handle(calling(owner), request, items::add);
    }

    /** Two events of a program of id 1. */
    private final class History implements EventHistory {
        @Override
        public CompletableFuture<EventSource.Page> page(long after, int limit, boolean thenLive) {
            return CompletableFuture.completedFuture(new EventSource.Page(
                    List.of(Programs.event(1), Programs.event(2)), 2, true, thenLive ? feed.subscribe() : null));
        }

        @Override
        public CompletableFuture<List<ProcessEvent>> last(int process, int limit) {
            return CompletableFuture.completedFuture(
                    process == 1 ? List.of(Programs.event(1), Programs.event(2)) : List.of());
        }
    }

    private static List<String> names(Response response) {
        return ((Response.Processes) response)
                .processes().stream().map(ProcessView::name).toList();
    }

    /** Replies at once, with what it is told to. */
    private static final class Supervisor implements SupervisorPort {
        final List<Change> submitted = new ArrayList<>();
        final List<Consumer<Outcome>> replies = new ArrayList<>();
        Snapshot snapshot = Snapshot.EMPTY;

        @Nullable
        Outcome outcome = new Outcome.Done(List.of());

        boolean full;

        @Override
        public boolean submit(Caller caller, Change change, Consumer<Outcome> reply) {
            if (full) {
                return false;
            }
            submitted.add(change);
            replies.add(reply);
            if (outcome != null) {
                reply.accept(outcome);
            }
            return true;
        }

        @Override
        public Snapshot snapshot() {
            return snapshot;
        }
    }
}
