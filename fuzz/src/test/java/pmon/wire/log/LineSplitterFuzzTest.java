package pmon.wire.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class LineSplitterFuzzTest {
    /** How often a byte is repeated, so that short inputs make lines of every length around the longest. */
    private static final int LONG = LineSplitter.MAX_LINE_BYTES - 2;

    @FuzzTest
    void linesAreTheSameHoweverTheyArrive(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        int step = (bytes[0] & 0xff) + 1;
        byte[] text = stretched(bytes);
        List<String> whole = split(text, text.length);
        assertThat(split(text, step * step)).isEqualTo(whole);
        for (String line : whole) {
            assertThat(line.length()).isLessThanOrEqualTo(LineSplitter.MAX_LINE_BYTES + 1);
        }
        String valid = new String(text, StandardCharsets.UTF_8);
        if (Arrays.equals(valid.getBytes(StandardCharsets.UTF_8), text) && !valid.contains(LineSplitter.CUT_MARK)) {
            assertThat(String.join("\n", whole).replace(LineSplitter.CUT_MARK + "\n", "")
                            + (valid.endsWith("\n") ? "\n" : ""))
                    .isEqualTo(valid);
        }
    }

    /** Every byte 0x01 stands for a line that is almost too long. */
    private static byte[] stretched(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int lengthened = 0;
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i] == 1 && lengthened < 4) {
                lengthened++;
                out.writeBytes("x".repeat(LONG).getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toByteArray();
    }

    private static List<String> split(byte[] text, int step) throws IOException {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter();
        for (int from = 0; from < text.length; from += step) {
            byte[] chunk = Arrays.copyOfRange(text, from, Math.min(text.length, from + step));
            splitter.add(chunk, chunk.length, lines::add);
        }
        splitter.end(lines::add);
        return lines;
    }
}
