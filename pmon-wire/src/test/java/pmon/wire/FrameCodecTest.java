package pmon.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.api.protocol.Targets;

class FrameCodecTest {
    private final FrameCodec codec = new FrameCodec();

    static List<Frame> samples() {
        return Samples.frames();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatItWrites(Frame frame) throws ProtocolException {
        assertThat(codec.decode(codec.encode(frame))).isEqualTo(frame);
    }

    @Test
    void everyKindHasASample() {
        Set<Class<?>> sampled = new HashSet<>();
        Samples.frozen().forEach(message -> sampled.add(message.getClass()));
        Samples.requests().forEach(request -> sampled.add(request.getClass()));
        Samples.responses().forEach(response -> sampled.add(response.getClass()));
        Samples.items().forEach(item -> sampled.add(item.getClass()));
        Samples.exits().forEach(exit -> sampled.add(exit.getClass()));
        for (Request request : Samples.requests()) {
            if (request instanceof Request.ReadLog read) {
                sampled.add(read.range().getClass());
            }
        }
        List<Class<?>> kinds = new ArrayList<>();
        for (Class<?> family : List.of(
                Frozen.class, Request.class, Response.class, StreamItem.class, ExitStatus.class, LogRange.class)) {
            collectRecords(family, kinds);
        }
        assertThat(kinds)
                .hasSizeGreaterThan(25)
                .allSatisfy(kind -> assertThat(sampled).contains(kind));
    }

    @Test
    void writesTypeVersionAndText() {
        byte[] stop = codec.encode(new Frame.Ask(new Request.Stop(Targets.of("web"), false, Completion.UNTIL_DONE)));
        assertThat(stop[0]).isEqualTo((byte) 0x10);
        assertThat(stop[1]).isEqualTo((byte) 1);
        assertThat(new String(stop, 2, stop.length - 2, StandardCharsets.UTF_8))
                .isEqualTo("{\"stop\":{\"targets\":[\"web\"],\"force\":false,\"only\":false,"
                        + "\"completion\":{\"until_done\":true,\"timeout_ms\":null}}}");
        assertThat(codec.encode(new Frame.Item(new StreamItem.LogLine("p", "f", "l"))))
                .startsWith(0x11, 1);
        assertThat(codec.encode(new Frame.Answer(new Response.Done()))).startsWith(0x12, 1);
    }

    @Test
    void passesOverFieldsItDoesNotKnow() throws ProtocolException {
        String text =
                "{\"stop\":{\"new\":{\"deep\":[1,{\"x\":null}]},\"targets\":[\"web\"],\"force\":true},\"trace\":7}";
        assertThat(codec.decode(ask(text)))
                .isEqualTo(new Frame.Ask(new Request.Stop(Targets.of("web"), true, Completion.UNTIL_DONE)));
    }

    @Test
    void keepsInstantsToTheMillisecond() throws ProtocolException {
        Instant precise = Instant.parse("2026-03-01T12:00:31.250999999Z");
        Response.Failed failed =
                new Response.Failed(ErrorCode.START_FAILED, "", new ExitStatus.Unknown(precise), List.of());
        Frame.Answer read = (Frame.Answer) codec.decode(codec.encode(new Frame.Answer(failed)));
        assertThat(((Response.Failed) read.response()).exit()).isEqualTo(new ExitStatus.Unknown(Samples.TIME));
    }

    @Test
    void replacesHalfOfASurrogatePair() throws ProtocolException {
        StreamItem written = new StreamItem.LogLine("\ud800", "a\udc00\ud83d\ude00", "\ude00\ud83d");
        assertThat(codec.decode(codec.encode(new Frame.Item(written))))
                .isEqualTo(new Frame.Item(new StreamItem.LogLine("\ufffd", "a\ufffd\ud83d\ude00", "\ufffd\ufffd")));
    }

    @Test
    void refusesToWriteWhatJsonCannotSay() {
        ProcessView view = ProgramSamples.fullView();
        ProcessView odd = new ProcessView(
                view.id(),
                view.name(),
                view.pid(),
                view.status(),
                view.restartCount(),
                view.user(),
                Double.NaN,
                view.memoryBytes(),
                view.uptimeMillis(),
                view.createdAt(),
                view.updatedAt(),
                view.startedAt(),
                view.exit(),
                view.health(),
                view.processFile(),
                view.args(),
                view.envVars(),
                view.cwd(),
                view.log(),
                view.autoRestart(),
                view.dependencies(),
                view.groups(),
                view.explanation(),
                view.nextStartAt(),
                view.logDroppedBytes(),
                view.problems());
        assertThatThrownBy(() -> codec.encode(new Frame.Answer(new Response.Processes(List.of(odd)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cpu_percent is not a finite number: NaN");
    }

    private static byte[] ask(String text) {
        return ("\u0010\u0001" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static void collectRecords(Class<?> type, List<Class<?>> records) {
        if (type.isRecord()) {
            records.add(type);
        } else {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collectRecords(permitted, records);
            }
        }
    }
}
