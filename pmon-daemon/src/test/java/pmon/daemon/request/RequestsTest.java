package pmon.daemon.request;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.daemon.fixture.People.BOB;
import static pmon.daemon.fixture.People.ROOT;
import static pmon.daemon.fixture.People.calling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Targets;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.GroupSnapshot;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.fixture.Programs;
import pmon.daemon.intake.Resolution;

/** What is asked for and changes nothing. */
@Timeout(60)
class RequestsTest {
    private RequestBench bench;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        bench = new RequestBench(directory);
    }

    @Test
    void listsEveryProgram() throws Exception {
        assertThat(RequestBench.names(bench.ask(new Request.ListProcesses()))).containsExactly("web", "job");
    }

    @Test
    void describesInTheOrderNamedAndInFull() throws Exception {
        Response answer = bench.ask(new Request.Describe(Targets.of("job", "web")));
        assertThat(RequestBench.names(answer)).containsExactly("job", "web");
        assertThat(((Response.Processes) answer).processes().getFirst().envVars())
                .isEqualTo(Map.of("PASSWORD", "secret"));
    }

    @Test
    void aNameThatDoesNotExistIsAnError() throws Exception {
        assertThat(bench.ask(new Request.Describe(Targets.of("nobody"))))
                .isEqualTo(new Response.Failed(ErrorCode.UNKNOWN_PROCESS, "process (nobody) does not exist"));
    }

    @Test
    void theDaemonSaysWhatItIs() throws Exception {
        assertThat(bench.ask(new Request.DaemonStatus()))
                .isEqualTo(new Response.Daemon(42, "0.1.0", 1234, "fake:memory", 2));
    }

    @Test
    void settingsAreShownWithTheirSources() throws Exception {
        Files.writeString(bench.directory.resolve("config.yml"), "stop:\n  timeout: 5s\n");
        Response answer = bench.ask(new Request.ShowSettings());
        assertThat(((Response.Settings) answer).settings())
                .contains(
                        new Response.SettingView("stop.timeout", "5s", bench.directory.resolve("config.yml") + ":2"),
                        new Response.SettingView("stop.signal", "TERM", "default"))
                .hasSize(bench.configuration().effective().size());
    }

    @Test
    void whatInitWouldDoIsToldWithoutDoingIt() throws Exception {
        Configured cache = new Configured(Programs.spec("cache", bench.owner, "/cache.log"), "digest");
        bench.resolution = new Resolution.Ready(new Change.Init(List.of(cache), true, false, Completion.UNTIL_DONE));
        assertThat(bench.ask(new Request.PlanInit(true)))
                .isEqualTo(new Response.Plan(List.of("cache"), List.of(), List.of(), List.of(), List.of()));
        assertThat(bench.supervisor.submitted).isEmpty();
    }

    @Test
    void whatInitWouldBeRefusedForItsPlanIsToo() throws Exception {
        bench.resolution = new Resolution.Refused(ErrorCode.BAD_CONFIG, "broken");
        assertThat(bench.ask(new Request.PlanInit(true)))
                .isEqualTo(new Response.Failed(ErrorCode.BAD_CONFIG, "broken"));
        Configured web = new Configured(Programs.spec("web", BOB, "/web.log"), "digest");
        bench.resolution = new Resolution.Ready(new Change.Init(List.of(web), true, false, Completion.UNTIL_DONE));
        assertThat(bench.requests.handle(calling(ROOT), new Request.PlanInit(true), bench.items::add))
                .isInstanceOfSatisfying(
                        Response.Failed.class,
                        failed -> assertThat(failed.message()).contains("it is for bob, and the process belongs to"));
    }

    @Test
    void theOrderOfProgramsIsTheConfigurationsAndTheirs() throws Exception {
        Files.writeString(bench.directory.resolve("process.config.yaml"), """
                processes:
                  - {file: /a, name: a, dependencies: [b, web]}
                  - {file: /b, name: b, dependencies: [gone]}
                """);
        assertThat(((Response.StartOrder) bench.ask(new Request.ShowDependencies(true))))
                .isEqualTo(new Response.StartOrder(
                        List.of("b", "a"),
                        List.of("b", "a"),
                        Map.of("a", List.of("b")),
                        List.of(
                                "a depends on web, which is not known: it does not wait for it",
                                "b depends on gone, which is not known: it does not wait for it")));
        assertThat(((Response.StartOrder) bench.ask(new Request.ShowDependencies(false))).queueOrder())
                .containsExactly("web", "b", "a", "job");
        Files.writeString(bench.directory.resolve("process.config.yaml"), "proceses: []");
        assertThat(((Response.Failed) bench.ask(new Request.ShowDependencies(true))).message())
                .isEqualTo("cannot order the programs: " + bench.directory
                        + "/process.config.yaml:1:1: proceses: there is no such key; did you mean processes?");
    }

    @Test
    void programsAreExported() throws Exception {
        assertThat(bench.ask(new Request.Export("yaml", "name")))
                .isInstanceOfSatisfying(
                        Response.Text.class,
                        text -> assertThat(text.text()).startsWith("processes:\n  - file: /srv/job"));
        assertThat(((Response.Failed) bench.ask(new Request.Export("yml", "name"))).code())
                .isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void groupsAreListedWithNamesAndDescribedWithPrograms() throws Exception {
        bench.supervisor.snapshot = new Snapshot(
                List.of(bench.web, bench.job),
                List.of(new GroupSnapshot(1, "front", List.of(bench.web)), new GroupSnapshot(4, "empty", List.of())),
                0);
        assertThat(bench.ask(new Request.ListGroups()))
                .isEqualTo(new Response.Groups(List.of(
                        new Response.GroupView(1, "front", List.of("web")),
                        new Response.GroupView(4, "empty", List.of()))));
        Response answer = bench.ask(new Request.DescribeGroups(List.of("4", "front")));
        List<Response.GroupDetail> details = ((Response.GroupDetails) answer).groups();
        assertThat(details).extracting(Response.GroupDetail::name).containsExactly("empty", "front");
        assertThat(details.getLast().processes())
                .singleElement()
                .satisfies(view -> assertThat(view.name()).isEqualTo("web"));
        assertThat(bench.ask(new Request.DescribeGroups(List.of("front", "none"))))
                .isEqualTo(new Response.Failed(ErrorCode.UNKNOWN_GROUP, "group (none) does not exist"));
    }
}
