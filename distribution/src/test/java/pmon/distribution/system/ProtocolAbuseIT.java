package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/** Clients that do not keep to the protocol. After each the daemon is as it was: the same process, and nothing held for anybody gone. */
@Timeout(180)
@EnabledIfSystemProperty(named = "pmon.image.ipc-socket", matches = "runtime")
class ProtocolAbuseIT {
    /** Descriptors that come and go with the look at it, and what the store opens for a checkpoint. */
    private static final int DESCRIPTORS_IN_FLIGHT = 4;

    /** Carriers of virtual threads, which the JVM starts and ends as it likes. */
    private static final int CARRIERS = 8;

    /** More than the gateway keeps, by so many that those it is just turning away do not matter. */
    private static final int SILENT = 500;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    private Live daemon;
    private int descriptors;
    private int threads;

    @BeforeEach
    void startDaemon() throws Exception {
        home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString()).succeeds();
        daemon = home.daemon();
        descriptors = daemon.descriptors();
        threads = daemon.threads();
    }

    @AfterEach
    void daemonIsUnharmed() throws Exception {
        assertThat(home.daemon()).isEqualTo(daemon);
        JsonNode listed = home.json("ls");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("restart_count").asInt()).isZero();
        Await.until(
                () -> daemon.pid() + " has " + descriptors() + " descriptors, had " + descriptors,
                () -> daemon.descriptors() <= descriptors + DESCRIPTORS_IN_FLIGHT);
        assertThat(daemon.threads()).isLessThanOrEqualTo(threads + CARRIERS);
    }

    @Test
    void rubbishEndsTheConversation() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] rubbish = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(rubbish);
            // A length within the bound, or the daemon would rightly wait for more.
            ByteBuffer.wrap(rubbish.length < 4 ? new byte[4] : rubbish).putInt(Math.max(0, rubbish.length - 4));
            try (RawClient client = RawClient.connect(home)) {
                client.write(ByteBuffer.wrap(rubbish.length < 4 ? new byte[] {0, 0, 0, 1, 99} : rubbish));
                assertThat(client.isEnded()).as("seed %s", seed).isTrue();
            }
        }
    }

    @Test
    void whatIsNoFrameIsAnsweredWithWhatIsWrong() throws Exception {
        for (String json :
                List.of("{", "[]", "{\"stop\":3}", "{\"no_such_request\":{}}", "{\"list\":{}}{}", "\u0000")) {
            try (RawClient client = RawClient.welcomed(home)) {
                client.send(RawClient.ASK, json);
                RawClient.Frame answer = client.receive();
                assertThat(answer.json().toString()).as(json).contains("usage");
                assertThat(client.isEnded()).isTrue();
            }
        }
        try (RawClient client = RawClient.connect(home)) {
            client.sendBytes(0, 0, 0, 3, 0x77, 0, '{');
            assertThat(client.receive().type()).isEqualTo(RawClient.REFUSED);
        }
        try (RawClient client = RawClient.connect(home)) {
            client.send(RawClient.ASK, "{\"list\":{}}");
            assertThat(client.receive().json().get("message").asString()).contains("hello");
        }
    }

    @Test
    void aFrameAboveTheBoundIsRefusedBeforeItIsRead() throws Exception {
        for (int[] length : new int[][] {{0x7f, 0xff, 0xff, 0xff}, {0xff, 0xff, 0xff, 0xff}, {0, 0x80, 0, 1}}) {
            try (RawClient client = RawClient.connect(home)) {
                client.sendBytes(length);
                RawClient.Frame answer = client.receive();
                assertThat(answer.type()).isEqualTo(RawClient.REFUSED);
                assertThat(answer.json().get("message").asString()).contains("8388608");
                assertThat(client.isEnded()).isTrue();
            }
        }
    }

    @Test
    void aClientThatLeavesWithinAFrameIsForgotten() throws Exception {
        for (int i = 0; i < 40; i++) {
            try (RawClient client = RawClient.welcomed(home)) {
                client.sendBytes(0, 0x10, 0, 0, RawClient.ASK, 1, '{', '"');
            }
            try (RawClient client = RawClient.connect(home)) {
                client.sendBytes(0, 0);
            }
        }
    }

    @Test
    void aNewerProtocolIsToldWhatIsSpokenHere() throws Exception {
        try (RawClient client = RawClient.connect(home)) {
            client.send(RawClient.HELLO, "{\"protocol\":7,\"client\":\"pmon 9.0\",\"field_of_the_future\":[{}]}");
            RawClient.Frame answer = client.receive();
            assertThat(answer.type()).isEqualTo(RawClient.REFUSED);
            assertThat(answer.json().get("message").asString()).contains("protocol 1", "7");
            client.send(0x03, "{}");
            assertThat(client.receive().json().get("version").asString())
                    .as("the frozen question")
                    .isNotBlank();
        }
    }

    @Test
    void silentClientsAreBoundedAndLeaveRoomWhenTheyAreGone() throws Exception {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < SILENT; i++) {
                silent.add(RawClient.connect(home));
            }
            Answer crowded = home.pmon("ls", "--json");
            if (crowded.code() != 0) {
                assertThat(crowded.failsWith(1).json().get("error").get("code").asString())
                        .isEqualTo("busy");
            }
            Await.until("those above the bound are turned away", () -> daemon.descriptors() < descriptors + SILENT);
            // Whoever says nothing is sent away, without having to leave.
            Await.until("there is room", () -> home.pmon("ls").code() == 0);
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void aReaderThatDoesNotReadHarmsNobodyElse() throws Exception {
        try (RawClient slow = RawClient.welcomed(home)) {
            for (int i = 0; i < 10; i++) {
                slow.send(RawClient.ASK, "{\"events\":{\"after\":0,\"follow\":true}}");
            }
            for (int i = 0; i < 5; i++) {
                home.pmon("exec", "/bin/true", "-n", "--name", "t" + i).succeeds();
                home.pmon("del", "t" + i).succeeds();
            }
            assertThat(home.json("ls")).hasSize(1);
        }
    }

    @Test
    void aFollowerThatIsKilledIsForgotten() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Following events = home.events();
                    Following log = home.follow("logf", "sleeper")) {
                events.event("started", "sleeper");
                assertThat(log.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void aClientThatIsKilledWhileItWaitsLeavesItsChangeGoingOn() throws Exception {
        Files.writeString(home.work().resolve("wait"), "");
        home.script(
                "deaf",
                "trap 'while [ -f wait ]; do sleep 0.05; done; exit 0' TERM",
                "echo ready",
                "while :; do sleep 0.05; done");
        home.pmon("exec", "./deaf", "-n", "--stop-timeout", "1h").succeeds();
        Await.until("it is ready", () -> Files.readString(home.log("deaf")).contains("ready"));
        try (Following stop = home.follow("stop", "deaf");
                Following events = home.events()) {
            events.event("stopping", "deaf");
            stop.process().destroyForcibly();
            assertThat(stop.exitCode()).isNotZero();
            Files.delete(home.work().resolve("wait"));
            events.event("stopped", "deaf");
        }
        home.pmon("del", "deaf").succeeds();
    }

    @Test
    void aVeryLongRequestIsTakenOrRefusedButNothingBreaks() throws Exception {
        String many = "x".repeat(3_000_000);
        try (RawClient client = RawClient.welcomed(home)) {
            client.send(RawClient.ASK, "{\"stop\":{\"targets\":[\"" + many + "\"],\"force\":false}}");
            RawClient.Frame answer = client.receive();
            assertThat(answer.type()).isEqualTo(RawClient.ANSWER);
            assertThat(answer.json().toString()).contains("unknown_process");
        }
        String deep = "[".repeat(100_000);
        try (RawClient client = RawClient.welcomed(home)) {
            client.write(ByteBuffer.wrap(frame(deep)));
            assertThat(client.receive().json().toString()).contains("usage");
        }
    }

    private int descriptors() {
        try {
            return daemon.descriptors();
        } catch (IOException e) {
            return -1;
        }
    }

    private static byte[] frame(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(6 + content.length)
                .putInt(2 + content.length)
                .put((byte) RawClient.ASK)
                .put((byte) 1)
                .put(content)
                .array();
    }
}
