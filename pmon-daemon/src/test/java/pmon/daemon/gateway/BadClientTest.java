package pmon.daemon.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.daemon.fixture.People.ALICE;
import static pmon.daemon.fixture.People.BOB;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.daemon.fixture.Client;
import pmon.daemon.fixture.FakeConnection;
import pmon.daemon.fixture.FakeListener;
import pmon.daemon.fixture.People;
import pmon.wire.Frame;

@Timeout(60)
class BadClientTest {
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

    @ParameterizedTest
    @EnumSource(Misdeed.class)
    void aClientThatMisbehavesAfterItsHelloIsDisconnectedAndNobodyElse(Misdeed misdeed) throws Exception {
        Client other = Client.greeted(listener.connect(ALICE));
        Client client = Client.greeted(listener.connect(ALICE));
        misdeed.commit(client);
        client.connection().awaitEnd();
        other.ask(new Request.DaemonStatus());
        assertThat(other.answer()).isInstanceOf(Response.Daemon.class);
    }

    @ParameterizedTest
    @EnumSource(Misdeed.class)
    void aClientThatMisbehavesInsteadOfAHelloIsDisconnectedAndNobodyElse(Misdeed misdeed) throws Exception {
        Client client = new Client(listener.connect(ALICE));
        misdeed.commit(client);
        client.connection().awaitEnd();
        assertThat(handler.callers).isEmpty();
        var _ = Client.greeted(listener.connect(ALICE));
    }

    @Test
    void rubbishIsAnsweredInWordsBeforeTheEnd() throws Exception {
        Client client = Client.greeted(listener.connect(ALICE));
        client.connection().send(new byte[] {0x10, 1, '{', '"'});
        Response.Failed failed = (Response.Failed) client.answer();
        assertThat(failed.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(failed.message()).startsWith("request");
    }

    @Test
    void aClientThatReadsNothingIsDisconnected() throws Exception {
        FakeListener slow = new FakeListener();
        try (Gateway _ = open(slow, limits(LONG, LONG, SHORT), false)) {
            FakeConnection connection = slow.connect(ALICE, 2);
            Client client = Client.greeted(connection);
            client.ask(new Request.Events(null, true));
            assertThat(handler.cutOff.await(30, TimeUnit.SECONDS)).isTrue();
            connection.awaitEnd();
        }
    }

    @Test
    void aClientThatNeverSaysHelloIsDisconnected() throws Exception {
        FakeListener slow = new FakeListener();
        try (Gateway _ = open(slow, limits(SHORT, LONG, LONG), false)) {
            slow.connect(ALICE).awaitEnd();
        }
    }

    @Test
    void aClientThatAsksNothingMoreIsDisconnected() throws Exception {
        FakeListener slow = new FakeListener();
        try (Gateway _ = open(slow, limits(LONG, SHORT, LONG), false)) {
            Client.greeted(slow.connect(ALICE)).connection().awaitEnd();
        }
    }

    @Test
    void aClientWhoseRequestIsAtWorkIsNotIdle() throws Exception {
        FakeListener slow = new FakeListener();
        try (Gateway _ = open(slow, limits(LONG, SHORT, LONG), false)) {
            Client waiting = Client.greeted(slow.connect(ALICE));
            waiting.ask(new Request.Kill(false, Completion.UNTIL_DONE));
            handler.begun.acquire();
            // Another one is found idle meanwhile, with the same patience.
            Client.greeted(slow.connect(ALICE)).connection().awaitEnd();
            handler.release.release();
            assertThat(waiting.answer()).isEqualTo(new Response.Done());
        }
    }

    @Test
    void tooManyClientsAreToldSoAndOthersGoOn() throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(Client.greeted(listener.connect(ALICE)));
        }
        Client fifth = new Client(listener.connect(ALICE));
        Frozen answer = fifth.control(new Frozen.Hello(Frozen.PROTOCOL, "test"));
        assertThat(answer).isEqualTo(new Frozen.Refused("busy", "too many clients are connected; try again later"));
        for (Client client : clients) {
            client.ask(new Request.DaemonStatus());
            assertThat(client.answer()).isInstanceOf(Response.Daemon.class);
        }
    }

    @Test
    void whoComesWhileOthersTurnedAwayAreSilentIsToldWithoutBeingListenedTo() throws Exception {
        for (int i = 0; i < 4; i++) {
            var _ = Client.greeted(listener.connect(ALICE));
        }
        for (int i = 0; i < 2; i++) {
            var _ = listener.connect(ALICE);
        }
        while (gateway.clients() < 6) {
            Thread.onSpinWait();
        }
        assertThat(new Client(listener.connect(ALICE)).receive())
                .isEqualTo(new Frame.Control(
                        new Frozen.Refused("busy", "too many clients are connected; try again later")));
    }

    @Test
    void otherUsersCannotLockOutTheOwner() throws Exception {
        FakeListener open = new FakeListener();
        try (Gateway _ = open(open, limits(LONG, LONG, LONG), true)) {
            List<Client> others = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                others.add(Client.greeted(open.connect(BOB)));
            }
            Client third = new Client(open.connect(BOB));
            assertThat(third.control(new Frozen.Hello(Frozen.PROTOCOL, "test"))).isInstanceOf(Frozen.Refused.class);
            var _ = Client.greeted(open.connect(ALICE));
            assertThat(others).hasSize(2);
        }
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
