package pmon.daemon.request;

import static pmon.daemon.fixture.People.calling;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.api.spi.kernel.Usage;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
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

/** Requests with everything they need, and nobody behind it but what a test says. */
final class RequestBench {
    static final Change.Kill KILL = new Change.Kill(false, Completion.UNTIL_DONE);

    final Path directory;
    final Supervisor supervisor = new Supervisor();
    final EventFeed feed = new EventFeed();
    final List<StreamItem> items = new ArrayList<>();
    Resolution resolution = new Resolution.Ready(KILL);
    final Account owner;
    final ProcessSnapshot web;
    final ProcessSnapshot job;
    final Requests requests;

    RequestBench(Path directory) throws Exception {
        this.directory = directory;
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

    Configuration configuration() {
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

    Response ask(Request request) throws Exception {
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

    static List<String> names(Response response) {
        return ((Response.Processes) response)
                .processes().stream().map(ProcessView::name).toList();
    }

    /** Replies at once, with what it is told to. */
    static final class Supervisor implements SupervisorPort {
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
