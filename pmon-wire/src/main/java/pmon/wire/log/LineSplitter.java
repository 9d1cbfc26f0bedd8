package pmon.wire.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts bytes into lines. A line longer than {@link #MAX_LINE_BYTES} becomes several, each but the last ending in {@link #CUT_MARK}, so
 * that neither memory nor a frame grows with what a program writes. Bytes that are not UTF-8 become U+FFFD.
 */
public final class LineSplitter {
    /** Bytes of a line in one piece, without its newline. */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    /** Ends a piece that goes on in the next one. */
    public static final String CUT_MARK = "…";

    /** A UTF-8 sequence has at most this many bytes after its first. */
    private static final int MAX_CONTINUATION = 3;

    /**
     * Takes lines, one after the other, without their newlines; may wait, which slows the reading down.
     *
     * @param <E> what it throws besides what happens to files and connections
     */
    @FunctionalInterface
    public interface Lines<E extends Exception> {
        void line(String line) throws IOException, E;
    }

    private byte[] partial = new byte[256];
    private int length;

    /** Cuts the first {@code count} bytes; what is left of them waits for more. */
    public <E extends Exception> void add(byte[] bytes, int count, Lines<E> sink) throws IOException, E {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i, sink);
                sink.line(decode(length));
                length = 0;
                start = i + 1;
            }
        }
        append(bytes, start, count, sink);
    }

    /** Gives up waiting: what there is of a line is one. */
    public <E extends Exception> void end(Lines<E> sink) throws IOException, E {
        if (length > 0) {
            sink.line(decode(length));
            length = 0;
        }
    }

    private <E extends Exception> void append(byte[] bytes, int from, int to, Lines<E> sink) throws IOException, E {
        int start = from;
        while (length + (to - start) > MAX_LINE_BYTES) {
            int fits = MAX_LINE_BYTES - length;
            keep(bytes, start, fits);
            start += fits;
            int cut = boundary();
            sink.line(decode(cut) + CUT_MARK);
            System.arraycopy(partial, cut, partial, 0, length - cut);
            length -= cut;
        }
        keep(bytes, start, to - start);
    }

    private void keep(byte[] bytes, int from, int count) {
        if (length + count > partial.length) {
            partial = Arrays.copyOf(partial, Math.min(MAX_LINE_BYTES, Math.max(length + count, 2 * partial.length)));
        }
        System.arraycopy(bytes, from, partial, length, count);
        length += count;
    }

    /** Where to cut so that no character is torn: before the last one, should it be incomplete. */
    private int boundary() {
        for (int back = 1; back <= MAX_CONTINUATION; back++) {
            int value = partial[length - back] & 0xff;
            if (value < 0x80) {
                return length;
            }
            if (value >= 0xc0) {
                int needed = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
                return needed > back ? length - back : length;
            }
        }
        return length;
    }

    private String decode(int count) {
        return new String(partial, 0, count, StandardCharsets.UTF_8);
    }
}
