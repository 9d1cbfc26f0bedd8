package pmon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class FrameFuzzTest {
    private final FrameCodec codec = new FrameCodec();

    @FuzzTest
    void whatIsDecodedIsEncodedToTheSame(byte[] bytes) throws ProtocolException {
        Frame frame;
        try {
            frame = codec.decode(bytes);
        } catch (ProtocolException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        byte[] encoded = codec.encode(frame);
        Frame again = codec.decode(encoded);
        // Not the frames themselves: half a surrogate pair, which JSON can name and UTF-8 cannot, becomes U+FFFD.
        assertThat(codec.encode(again)).isEqualTo(encoded);
    }
}
