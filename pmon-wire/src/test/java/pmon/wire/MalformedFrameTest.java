package pmon.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pmon.api.protocol.Frozen;

class MalformedFrameTest {
    private static final String ASK = "\u0010\u0001";
    private static final String ITEM = "\u0011\u0001";
    private static final String ANSWER = "\u0012\u0001";
    private final FrameCodec codec = new FrameCodec();

    static List<Arguments> frames() {
        return List.of(
                arguments("", "a frame of 0 bytes has no type and version"),
                arguments("\u0001", "a frame of 1 bytes has no type and version"),
                arguments("\u0000\u0001{}", "unknown frame type 0"),
                arguments("\u0009\u0001{}", "unknown frame type 9"),
                arguments("GET / HTTP/1.1\r\n", "unknown frame type 71"),
                arguments("\u0010\u0002{\"list\":{}}", "protocol version 2; this pmon speaks 1"),
                arguments(ASK, "request: there is nothing"),
                arguments(ASK + "[]", "request: expected an object"),
                arguments(ASK + "null", "request: expected an object"),
                arguments(ASK + "{}", "request: expected a field that names it"),
                arguments(ASK + "{\"foo\":{}}", "unknown request \"foo\""),
                arguments(ASK + "{\"\\u001b[2J\":{}}", "unknown request \"\\u001b[2J\""),
                arguments(ASK + "{\"list\":7}", "field \"list\" of request: expected an object"),
                arguments(ASK + "{\"list\":{}}{}", "request: something follows its end"),
                arguments(ASK + "{\"list\":{}} x", "request: something follows its end"),
                arguments(
                        ASK + "{\"exec\":{\"command\":{\"stop\":{\"timeout_ms\":-9223372036854775808}}}}",
                        "field \"timeout_ms\" of stop settings: is negative: -9223372036854775808"),
                arguments(ASK + "\u0000G\u0000\u0000{}", "request: is not UTF-8"),
                arguments(ASK + "{\"stop\":{}}", "field \"targets\" of stop: missing"),
                arguments(ASK + "{\"stop\":{\"targets\":[]}}", "request: no program is named"),
                arguments(
                        ASK + "{\"stop\":{\"targets\":\"web\"}}",
                        "field \"targets\" of stop: expected a list of strings"),
                arguments(
                        ASK + "{\"stop\":{\"targets\":[\"web\",1]}}",
                        "field \"targets\" of stop: expected a list of strings"),
                arguments(
                        ASK + "{\"stop\":{\"targets\":[null]}}",
                        "field \"targets\" of stop: expected a list of strings"),
                arguments(ASK + "{\"kill\":{\"force\":1}}", "field \"force\" of kill: expected true or false"),
                arguments(
                        ASK + "{\"kill\":{\"completion\":{\"timeout_ms\":-1}}}",
                        "field \"timeout_ms\" of completion: is negative: -1"),
                arguments(
                        ASK + "{\"kill\":{\"completion\":{\"timeout_ms\":1.5}}}",
                        "field \"timeout_ms\" of completion: expected a whole number"),
                arguments(
                        ASK + "{\"events\":{\"after\":9223372036854775808}}",
                        "field \"after\" of events: is out of range"),
                arguments(ASK + "{\"read_log\":{\"targets\":[\"a\"],\"range\":{}}}", "range: expected last or from"),
                arguments(
                        ASK + "{\"read_log\":{\"targets\":[\"a\"],\"range\":{\"last\":2147483648}}}",
                        "field \"last\" of range: is out of range: 2147483648"),
                arguments(
                        ASK + "{\"read_log\":{\"targets\":[\"a\"],\"range\":{\"from\":0}}}",
                        "request: lines are counted from 1: 0"),
                arguments(
                        ASK + "{\"exec\":{\"command\":{\"file\":\"x\",\"env_vars\":{\"A\":1}}}}",
                        "field \"A\" of env_vars: expected a string"),
                arguments(
                        ASK + "{\"exec\":{\"command\":{\"stop\":{\"signal\":\"NOPE\"}}}}",
                        "field \"signal\" of stop settings: unknown signal \"NOPE\""),
                arguments(ITEM + "{\"foo\":{}}", "unknown item \"foo\""),
                arguments(
                        ITEM + "{\"event\":{\"time\":\"2026-02-29T00:00:00Z\"}}",
                        "field \"time\" of event: expected a time such as 2026-03-01T12:00:31.250Z"),
                arguments(
                        ITEM + "{\"event\":{\"type\":\"vanished\"}}",
                        "field \"type\" of event: unknown word \"vanished\""),
                arguments(ANSWER + "{\"foo\":{}}", "unknown response \"foo\""),
                arguments(ANSWER + "{\"processes\":{}}", "field \"processes\" of response: expected a list"),
                arguments(ANSWER + "{\"processes\":[{\"id\":1}]}", "field \"name\" of process: missing"),
                arguments(
                        ANSWER + "{\"processes\":[{\"cpu_percent\":1e999}]}",
                        "field \"cpu_percent\" of process: is out of range"),
                arguments(
                        ANSWER + "{\"failed\":{\"exit\":{\"at\":\"2026-03-01T12:00:31.250Z\"}}}",
                        "exit: expected a code, a signal, or unknown"),
                arguments(
                        ANSWER + "{\"failed\":{\"exit\":{\"code\":256,\"at\":\"2026-03-01T12:00:31.250Z\"}}}",
                        "response: exit code 256 is not within 0 to 255"),
                arguments("\u0001\u0000{\"client\":\"x\"}", "field \"protocol\" of hello: missing"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void saysWhatIsWrongWhere(String frame, String message) {
        assertThatThrownBy(() -> codec.decode(frame.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(message);
    }

    static List<Arguments> unreadable() {
        return List.of(
                arguments(ASK + "{\"list\":{", "request: unreadable at byte "),
                arguments(ASK + "{\"list\":{\"x\":\"\n\"}}", "request: unreadable at byte "),
                arguments(ASK + "rubbish", "request: unreadable at byte "),
                arguments(ASK + "{\"list\":{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}}", "nesting depth"),
                arguments(ASK + "{\"list\":{\"x\":" + "9".repeat(100) + "}}", "Number value length"),
                arguments(ASK + "{\"list\":{\"" + "n".repeat(200_000) + "\":1}}", "Name length"),
                arguments(ASK + "{\"stop\":{\"targets\":[\"" + "s".repeat(9_000_000) + "\"]}}", "String value length"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void boundsAndBadJsonAreErrors(String frame, String part) {
        assertThatThrownBy(() -> codec.decode(frame.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(part);
    }

    @Test
    void everyTruncationIsAnError() {
        for (Frame frame : Samples.frames()) {
            byte[] whole = codec.encode(frame);
            for (int length = 0; length < whole.length; length++) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> codec.decode(part)).isInstanceOf(ProtocolException.class);
            }
        }
    }

    /** A flipped frame may still be a frame; what it must not do is anything but that or a {@link ProtocolException}. */
    @Test
    void flippedBytesGiveAFrameOrAnError() {
        long seed = Long.getLong("pmon.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<byte[]> samples = Samples.frames().stream().map(codec::encode).toList();
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] frame = samples.get(random.nextInt(samples.size())).clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            try {
                Frame read = codec.decode(frame);
                codec.decode(codec.encode(read));
            } catch (ProtocolException e) {
                assertThat(e).message().isNotBlank();
                refused++;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "round " + round + ", replay with -Dpmon.test.seed=" + seed + ": " + Arrays.toString(frame), e);
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void aFrozenMessageOfAnotherTypeIsNotTaken() {
        byte[] hello = codec.encode(new Frame.Control(new Frozen.Hello(1, "x")));
        hello[0] = 2;
        assertThatThrownBy(() -> codec.decode(hello)).hasMessage("field \"oldest\" of welcome: missing");
    }
}
