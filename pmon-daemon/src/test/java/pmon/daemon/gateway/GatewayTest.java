package pmon.daemon.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.daemon.fixture.People.ALICE;
import static pmon.daemon.fixture.People.BOB;
import static pmon.daemon.fixture.People.ROOT;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.api.protocol.Targets;
import pmon.core.supervisor.Caller;
import pmon.daemon.fixture.Client;
import pmon.daemon.fixture.FakeListener;
import pmon.daemon.fixture.People;
import pmon.daemon.fixture.Programs;
import pmon.wire.Frame;

@Timeout(60)
class GatewayTest {
    private static final int MAX_FRAME_BYTES = 16 * 1024;
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final FakeListener listener = new FakeListener();
    private final FakeHandler handler = new FakeHandler(MAX_FRAME_BYTES);
    private final FakeControl control = new FakeControl();
    private Gateway gateway;

    @BeforeEach
    void open() {
        gateway = open(limits(LONG, LONG, LONG), false);
    }

    @AfterEach
    void close() {
        handler.release.release(1_000);
        gateway.close();
    }

    @Test
    void answersOneRequestAfterTheOther() throws Exception {
        Client client = Client.greeted(listener.connect(ALICE));
        client.ask(new Request.DaemonStatus());
        client.ask(new Request.ListProcesses());
        assertThat(client.answer()).isInstanceOf(Response.Daemon.class);
        assertThat(client.answer()).isInstanceOf(Response.Processes.class);
    }

    @Test
    void takesARequestThatIsSentTogetherWithTheHello() throws Exception {
        Client client = new Client(listener.connect(ALICE));
        client.send(new Frame.Control(new Frozen.Hello(Frozen.PROTOCOL, "test")));
        client.ask(new Request.DaemonStatus());
        assertThat(client.receive()).isInstanceOf(Frame.Control.class);
        assertThat(client.answer()).isInstanceOf(Response.Daemon.class);
    }

    @Test
    void aCallerIsWhoTheTransportSaysItIs() throws Exception {
        Client client = Client.greeted(listener.connect(ROOT));
        client.ask(new Request.DaemonStatus());
        var _ = client.answer();
        assertThat(handler.callers).containsExactly(new Caller(ROOT));
    }

    @Test
    void otherUsersAreNotLetIn() throws Exception {
        Client client = new Client(listener.connect(BOB));
        Frozen answer = client.control(new Frozen.Hello(Frozen.PROTOCOL, "test"));
        assertThat(answer)
                .isEqualTo(
                        new Frozen.Refused("not_permitted", "bob may not use this daemon; it serves alice and root"));
    }

    @Test
    void otherUsersAreLetInWhereThatIsConfiguredButMayNotEndTheDaemon() throws Exception {
        gateway.close();
        FakeListener open = new FakeListener();
        try (Gateway _ = open(open, limits(LONG, LONG, LONG), true)) {
            Client client = Client.greeted(open.connect(BOB));
            Frozen answer = client.control(new Frozen.Shutdown(false));
            assertThat(answer).isInstanceOf(Frozen.Refused.class);
            assertThat(((Frozen.Refused) answer).code()).isEqualTo("not_permitted");
            assertThat(control.asked).isEmpty();
        }
    }

    @Test
    void aMemberOfTheAdminGroupIsAnAdministratorAndSomebodyElseIsNot() throws Exception {
        FakeListener open = new FakeListener();
        try (Gateway _ = open(open, limits(LONG, LONG, LONG), true)) {
            for (var account : List.of(BOB, ALICE)) {
                Client client = Client.greeted(open.connect(account));
                client.ask(new Request.DaemonStatus());
                var _ = client.answer();
            }
            assertThat(handler.callers).containsExactly(new Caller(BOB, true), new Caller(ALICE, false));
        }
    }

    @Test
    void aFrameOfAnotherUserHasASmallerBound() throws Exception {
        FakeListener open = new FakeListener();
        try (Gateway _ = open(open, limits(LONG, LONG, LONG), true)) {
            Client own = Client.greeted(open.connect(ALICE));
            own.ask(new Request.Describe(new Targets(List.of("x".repeat(5_000)))));
            assertThat(own.answer()).isNotInstanceOf(Response.Failed.class);
            Client client = Client.greeted(open.connect(BOB));
            client.ask(new Request.Describe(new Targets(List.of("x".repeat(5_000)))));
            assertThat(client.answer())
                    .isInstanceOfSatisfying(
                            Response.Failed.class,
                            failed -> assertThat(failed.message()).contains("4096"));
        }
    }

    @Test
    void aNewerProtocolIsRefusedButTheFrozenMessagesWork() throws Exception {
        Client client = new Client(listener.connect(ALICE));
        Frozen answer = client.control(new Frozen.Hello(99, "pmon 9"));
        assertThat(answer).isInstanceOf(Frozen.Refused.class);
        assertThat(((Frozen.Refused) answer).message()).contains("speaks protocol 1", "99");
        client.connection().send(new byte[] {0x10, 99, '{', '}'});
        assertThat(client.control(new Frozen.Version())).isEqualTo(control.version());
        assertThat(client.control(new Frozen.Upgrade("/opt/pmon"))).isEqualTo(new Frozen.Accepted());
        assertThat(client.control(new Frozen.Shutdown(true))).isEqualTo(new Frozen.Accepted());
        assertThat(control.asked).containsExactly(new Frozen.Upgrade("/opt/pmon"), new Frozen.Shutdown(true));
    }

    @Test
    void whoAskedForTheEndHearsOfItByTheEndOfTheConnection() throws Exception {
        Client client = Client.greeted(listener.connect(ALICE));
        assertThat(client.control(new Frozen.Shutdown(false))).isEqualTo(new Frozen.Accepted());
        gateway.close();
        client.connection().awaitEnd();
        assertThat(listener.closed()).isTrue();
    }

    @Test
    void aClientThatLeavesWhileItsRequestIsAtWorkInterruptsIt() throws Exception {
        Client client = Client.greeted(listener.connect(ALICE));
        client.ask(new Request.Kill(false, Completion.UNTIL_DONE));
        handler.begun.acquire();
        client.connection().close();
        assertThat(handler.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itemsAreStreamedBeforeTheAnswer() throws Exception {
        Client client = Client.greeted(listener.connect(ALICE));
        client.ask(new Request.Events(0L, false));
        assertThat(client.items(3))
                .containsExactly(
                        new StreamItem.Event(Programs.event(1)),
                        new StreamItem.Event(Programs.event(2)),
                        new StreamItem.Event(Programs.event(3)));
        assertThat(client.answer()).isEqualTo(new Response.Done());
    }

    @Test
    void aMistakeOfOursIsAnsweredAndHarmsNobody() throws Exception {
        Client client = Client.greeted(listener.connect(ALICE));
        client.ask(new Request.Events(13L, true));
        Response.Failed failed = (Response.Failed) client.answer();
        assertThat(failed.code()).isEqualTo(ErrorCode.FAILED);
        client.ask(new Request.DaemonStatus());
        assertThat(client.answer()).isInstanceOf(Response.Daemon.class);
    }

    @Test
    void anAnswerAboveTheBoundOfAFrameIsReplacedByOneThatSaysSo() throws Exception {
        Client client = Client.greeted(listener.connect(ALICE));
        client.ask(new Request.Events(14L, true));
        Response.Failed failed = (Response.Failed) client.answer();
        assertThat(failed.message()).contains("more than the " + MAX_FRAME_BYTES);
    }

    @Test
    void aFailureToAcceptPassesByItself() throws Exception {
        listener.fail("Too many open files");
        var _ = Client.greeted(listener.connect(ALICE));
    }

    @Test
    void closingWaitsForAnswersThatAreOnTheirWay() throws Exception {
        Client client = Client.greeted(listener.connect(ALICE));
        client.ask(new Request.Kill(false, Completion.UNTIL_DONE));
        handler.begun.acquire();
        Thread closing = Thread.ofVirtual().start(gateway::close);
        handler.release.release();
        assertThat(client.answer()).isEqualTo(new Response.Done());
        client.connection().awaitEnd();
        closing.join();
        assertThat(gateway.clients()).isZero();
    }

    private Gateway open(GatewayLimits limits, boolean admitUsers) {
        return open(listener, limits, admitUsers);
    }

    private Gateway open(FakeListener at, GatewayLimits limits, boolean admitUsers) {
        return Gateway.open(
                at,
                new People(ALICE),
                new Audience(admitUsers, () -> "wheel"),
                handler,
                control,
                MAX_FRAME_BYTES,
                limits);
    }

    private static GatewayLimits limits(Duration hello, Duration idle, Duration send) {
        return new GatewayLimits(4, 1, 2, 2, 8, 8192, 4096, hello, idle, SHORT, send, Duration.ofSeconds(30));
    }
}
