package pmon.daemon.capture;

/** Looks for ends of lines. */
final class Bytes {
    private Bytes() {}

    /** Where the first newline is; -1 where there is none. */
    static int newline(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
