package pmon.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.api.protocol.Targets;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;
import pmon.wire.Frame;

@Timeout(30)
class DaemonClientTest {
    private static final Frame WELCOME = new Frame.Control(new Frozen.Welcome(1, 1, "pmond 1"));
    private static final Frame EMPTY = new Frame.Answer(new Response.Processes(List.of()));
    private static final Request LIST = new Request.ListProcesses();

    @TempDir
    Path home;

    private final List<String> notices = new ArrayList<>();

    private DaemonClient client() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PMON_HOME", home.toString());
        return DaemonClient.of(new Caller("/", environment, false), home, false, notices::add);
    }

    private Response ask(Missing missing) throws Failure, IOException {
        try (DaemonClient client = client()) {
            return client.ask(LIST, missing, item -> {});
        }
    }

    private static void assertFails(ThrowingCallable work, ErrorCode code, String... words) {
        assertThatThrownBy(work)
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.failed().code()).isEqualTo(code);
                    assertThat(List.of(words))
                            .allSatisfy(word ->
                                    assertThat(failure.failed().message()).contains(word));
                });
    }

    @Test
    void itemsComeBeforeTheAnswerAndASecondQuestionUsesTheSameConnection() throws Exception {
        Frame line = new Frame.Item(new StreamItem.LogLine("web", "/l", "hello"));
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home);
                DaemonClient client = client()) {
            daemon.serveUntil(over, 2, List.of(WELCOME, line, EMPTY, EMPTY));
            List<StreamItem> items = new ArrayList<>();
            assertThat(client.ask(LIST, Missing.FAIL, items::add)).isEqualTo(new Response.Processes(List.of()));
            assertThat(items).hasSize(1);
            assertThat(client.ask(LIST, Missing.FAIL, items::add)).isEqualTo(new Response.Processes(List.of()));
        } finally {
            over.countDown();
        }
    }

    @Test
    void withoutAnEndpointThereIsNoDaemon() throws Exception {
        assertFails(() -> ask(Missing.FAIL), ErrorCode.NO_DAEMON, "pmon daemon start", home.toString());
        try (DaemonClient client = client()) {
            assertThat(client.version()).isNull();
            assertThat(client.stopDaemon(false, null)).isFalse();
        }
    }

    @Test
    void anEndpointThatNobodyListensOnIsNoDaemon() throws Exception {
        ScriptedDaemon.in(home).close();
        assertFails(() -> ask(Missing.FAIL), ErrorCode.NO_DAEMON);
    }

    @Test
    void anEndpointOfAnUnknownTransportIsToldAsSuch() throws Exception {
        Files.writeString(Files.createDirectory(home.resolve("run")).resolve("endpoint"), "pigeon:post\n");
        assertFails(() -> ask(Missing.FAIL), ErrorCode.FAILED, "no transport", "pigeon:post");
    }

    @Test
    void otherProtocolsAreToldApart() throws Exception {
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home)) {
            daemon.serve(2, List.of(new Frame.Control(new Frozen.Welcome(2, 3, "pmond 9.0"))), () -> {});
            assertFails(() -> ask(Missing.FAIL), ErrorCode.FAILED, "pmond 9.0", "protocol 2 to 3", "use the pmon");
            daemon.serve(2, List.of(new Frame.Control(new Frozen.Welcome(0, 0, "pmond 0.1"))), () -> {});
            assertFails(() -> ask(Missing.FAIL), ErrorCode.FAILED, "restart the daemon");
        }
    }

    @Test
    void aRefusalKeepsItsCode() throws Exception {
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home)) {
            daemon.serve(2, List.of(new Frame.Control(new Frozen.Refused("busy", "too many clients"))), () -> {});
            assertFails(() -> ask(Missing.FAIL), ErrorCode.BUSY, "too many clients");
            daemon.serve(2, List.of(WELCOME, new Frame.Control(new Frozen.Refused("new_word", "no"))), () -> {});
            assertFails(() -> ask(Missing.FAIL), ErrorCode.FAILED, "no");
        }
    }

    @Test
    void aDaemonThatLeavesWithoutAnAnswerIsAFailure() throws Exception {
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home)) {
            daemon.serve(2, List.of(WELCOME), () -> {});
            assertFails(() -> ask(Missing.FAIL), ErrorCode.FAILED, "without an answer");
            daemon.serve(2, List.of(WELCOME, WELCOME), () -> {});
            assertFails(() -> ask(Missing.FAIL), ErrorCode.FAILED, "out of turn");
        }
    }

    @Test
    void theEndOfTheDaemonEndsWhatIsFollowed() throws Exception {
        Request logs = new Request.ReadLog(Targets.ALL, new LogRange.Last(0), true);
        Frame done = new Frame.Answer(new Response.Done());
        for (List<Frame> script : List.of(List.of(WELCOME), List.of(WELCOME, done))) {
            for (Request request : List.of(logs, new Request.Events(0L, true))) {
                try (ScriptedDaemon daemon = ScriptedDaemon.in(home);
                        DaemonClient client = client()) {
                    daemon.serve(2, script, () -> {});
                    assertFails(
                            () -> client.ask(request, Missing.FAIL, item -> {}),
                            ErrorCode.NO_DAEMON,
                            "the daemon has ended");
                }
            }
        }
    }

    @Test
    void aDaemonThatHangsIsNotWaitedForWhereItHasToAnswerAtOnce() throws Exception {
        Request stop = new Request.Stop(Targets.ALL, false, Completion.UNTIL_DONE);
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home)) {
            for (List<Frame> script : List.of(List.<Frame>of(), List.of(WELCOME))) {
                daemon.serveUntil(over, 2, script);
                try (DaemonClient client = client().patient(Duration.ofMillis(50))) {
                    assertFails(() -> client.ask(LIST, Missing.FAIL, item -> {}), ErrorCode.TIMEOUT, "does not answer");
                }
            }
            daemon.serveUntil(over, 2, List.of());
            try (DaemonClient client = client().patient(Duration.ofMillis(50))) {
                assertFails(() -> client.ask(stop, Missing.FAIL, item -> {}), ErrorCode.TIMEOUT, "does not answer");
            }
        } finally {
            over.countDown();
        }
    }

    @Test
    void aBoundedWaitEndsAlsoWhereTheDaemonHangsInTheMiddle() throws Exception {
        Request stop = new Request.Stop(Targets.ALL, false, new Completion(true, Duration.ofMillis(20)));
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home)) {
            for (Request request : List.of(LIST, stop)) {
                daemon.serveUntil(over, 2, List.of(WELCOME));
                try (DaemonClient client = client()) {
                    client.boundedBy(Duration.ofMillis(20));
                    assertFails(
                            () -> client.ask(request, Missing.FAIL, item -> {}), ErrorCode.TIMEOUT, "does not answer");
                }
            }
        } finally {
            over.countDown();
        }
    }

    @Test
    void whereAFileStandsInTheWayThereIsNoDaemon() throws Exception {
        Files.writeString(home.resolve("run"), "");
        assertFails(() -> ask(Missing.FAIL), ErrorCode.NO_DAEMON, home.toString());
    }

    @Test
    void whatTakesItsTimeIsWaitedFor() throws Exception {
        Request stop = new Request.Stop(Targets.ALL, false, Completion.UNTIL_DONE);
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home);
                DaemonClient client = client().patient(Duration.ofMillis(50))) {
            daemon.serveLate(2, WELCOME, Duration.ofMillis(200), EMPTY);
            assertThat(client.ask(stop, Missing.FAIL, item -> {})).isEqualTo(new Response.Processes(List.of()));
        }
    }

    @Test
    void stoppingReturnsOnceTheEndpointIsGone() throws Exception {
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home);
                DaemonClient client = client()) {
            daemon.serve(2, List.of(WELCOME, new Frame.Control(new Frozen.Accepted())), daemon::leave);
            assertThat(client.stopDaemon(false, null)).isTrue();
            assertThat(home.resolve("run/endpoint")).doesNotExist();
        }
    }

    @Test
    void stoppingIsBoundedByTheTimeout() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home);
                DaemonClient client = client()) {
            daemon.serveUntil(over, 2, List.of(WELCOME, new Frame.Control(new Frozen.Accepted())));
            assertFails(() -> client.stopDaemon(false, Duration.ofMillis(20)), ErrorCode.TIMEOUT, "still stopping");
        } finally {
            over.countDown();
        }
    }

    @Test
    void aMissingDaemonIsStartedAndSaidSo() throws Exception {
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home)) {
            Path endpoint = home.resolve("run/endpoint");
            Path hidden = Files.move(endpoint, home.resolve("hidden"));
            pmond("echo \"$@\" > '" + home.resolve("asked") + "'; mv '" + hidden + "' '" + endpoint + "'");
            daemon.serve(2, List.of(WELCOME, EMPTY), () -> {});
            assertThat(ask(Missing.START)).isEqualTo(new Response.Processes(List.of()));
            assertThat(home.resolve("asked")).hasContent("--detach --autostart");
            assertThat(notices).singleElement().asString().contains("no daemon is running", "starting it");
        }
    }

    @Test
    void aDaemonThatDoesNotStartTellsWhy() throws Exception {
        pmond("echo 'config.yml: line 3: no such key' >&2; exit 2");
        assertFails(() -> ask(Missing.START), ErrorCode.BAD_CONFIG, "no such key");
        try (DaemonClient client = client()) {
            assertFails(client::startDaemon, ErrorCode.BAD_CONFIG, "no such key");
        }
        pmond("exit 4");
        assertFails(() -> ask(Missing.START), ErrorCode.NO_DAEMON);
        try (DaemonClient client = client()) {
            assertFails(client::startDaemon, ErrorCode.SECOND_DAEMON);
        }
    }

    @Test
    void withoutAnImageNothingIsStarted() {
        assertFails(() -> ask(Missing.START), ErrorCode.NO_DAEMON, "no bin/pmond");
    }

    @Test
    void aSecondDaemonIsNotStarted() throws Exception {
        try (ScriptedDaemon daemon = ScriptedDaemon.in(home);
                DaemonClient client = client()) {
            daemon.serve(1, List.of(), () -> {});
            assertFails(client::startDaemon, ErrorCode.SECOND_DAEMON, home.toString());
        }
    }

    private void pmond(String script) throws IOException {
        Path file = Files.createDirectories(home.resolve("bin")).resolve("pmond");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
