package pmon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pmon.api.protocol.Frozen;

/** These bytes are in the field for ever: when a test here fails, the change is wrong, never the expectation. */
class FrozenBytesTest {
    private final FrameCodec codec = new FrameCodec();

    static List<Map.Entry<Frozen, String>> golden() {
        return List.of(
                Map.entry(new Frozen.Hello(1, "pmon 1.0.0"), "\u0001\u0000{\"protocol\":1,\"client\":\"pmon 1.0.0\"}"),
                Map.entry(
                        new Frozen.Welcome(1, 3, "pmond 1.0.0"),
                        "\u0002\u0000{\"oldest\":1,\"newest\":3,\"server\":\"pmond 1.0.0\"}"),
                Map.entry(new Frozen.Version(), "\u0003\u0000{}"),
                Map.entry(
                        new Frozen.VersionInfo("1.0.0", "25", "Linux", List.of("socket"), "sqlite", "linux"),
                        "\u0004\u0000{\"version\":\"1.0.0\",\"java\":\"25\",\"os\":\"Linux\",\"ipc\":[\"socket\"],"
                                + "\"store\":\"sqlite\",\"kernel\":\"linux\"}"),
                Map.entry(new Frozen.Upgrade("/usr/lib/pmon/1.0.1"), "\u0005\u0000{\"image\":\"/usr/lib/pmon/1.0.1\"}"),
                Map.entry(new Frozen.Shutdown(true), "\u0006\u0000{\"keep_programs\":true}"),
                Map.entry(new Frozen.Accepted(), "\u0007\u0000{}"),
                Map.entry(
                        new Frozen.Refused("not_permitted", "only root may"),
                        "\u0008\u0000{\"code\":\"not_permitted\",\"message\":\"only root may\"}"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void bytesNeverChange(Map.Entry<Frozen, String> entry) throws ProtocolException {
        byte[] bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
        assertThat(codec.encode(new Frame.Control(entry.getKey()))).isEqualTo(bytes);
        assertThat(codec.decode(bytes)).isEqualTo(new Frame.Control(entry.getKey()));
    }

    @Test
    void everyFrozenMessageIsHere() {
        assertThat(golden()).hasSize(Frozen.class.getPermittedSubclasses().length);
    }

    @Test
    void theVersionOfAFrozenMessageIsNotLookedAt() throws ProtocolException {
        byte[] later = "\u0003\u001e{}".getBytes(StandardCharsets.UTF_8);
        assertThat(codec.decode(later)).isEqualTo(new Frame.Control(new Frozen.Version()));
    }

    @Test
    void fieldsAddedLaterArePassedOver() throws ProtocolException {
        byte[] later = "\u0001\u0000{\"features\":[\"x\"],\"protocol\":9,\"client\":\"pmon 9\",\"y\":{}}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(codec.decode(later)).isEqualTo(new Frame.Control(new Frozen.Hello(9, "pmon 9")));
    }
}
