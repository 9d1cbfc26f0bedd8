package pmon.daemon.foreground;

import java.util.Arrays;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.Moved;

/** Takes what comes out of one pipe. The output's thread. */
interface Destination {
    void take(byte[] bytes, int count);

    /** Nothing that belongs to what came follows. */
    void end();

    /** Nobody will use it any more. */
    default void close() {
        end();
    }

    /** Lines on the screen. What a program printed last is a line, with or without a newline. */
    final class Lines implements Destination {
        /** A longer line is shown as several. */
        static final int MAX_LINE_BYTES = 1 << 20;

        private final Screen screen;
        private final Screen.Side side;
        private final String program;
        private byte[] partial = new byte[256];
        private int length;

        Lines(Screen screen, Screen.Side side, String program) {
            this.screen = screen;
            this.side = side;
            this.program = program;
        }

        @Override
        public void take(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    show();
                } else {
                    keep(bytes[i]);
                }
            }
        }

        private void keep(byte one) {
            if (length == MAX_LINE_BYTES) {
                show();
            }
            if (length == partial.length) {
                partial = Arrays.copyOf(partial, Math.min(MAX_LINE_BYTES, 2 * length));
            }
            partial[length++] = one;
        }

        private void show() {
            screen.line(side, program, partial, length);
            length = 0;
        }

        @Override
        public void end() {
            if (length > 0) {
                show();
            }
        }
    }

    /** The end of a file. */
    final class Appended implements Destination {
        private final CapturePort port;
        private final Screen screen;
        private final String path;
        private final int file;
        private boolean complained;

        Appended(CapturePort port, Screen screen, String path, int file) {
            this.port = port;
            this.screen = screen;
            this.path = path;
            this.file = file;
        }

        @Override
        public void take(byte[] bytes, int count) {
            port.toEnd(file);
            byte[] left = bytes;
            int from = 0;
            while (from < count) {
                if (!(port.write(file, left, count - from) instanceof Moved.Bytes(int some)) || some == 0) {
                    complain();
                    return;
                }
                from += some;
                left = Arrays.copyOfRange(bytes, from, count);
            }
            complained = false;
        }

        private void complain() {
            if (!complained) {
                complained = true;
                screen.say("cannot write to " + path + ": output is lost");
            }
        }

        @Override
        public void end() {}

        @Override
        public void close() {
            port.close(file);
        }
    }
}
