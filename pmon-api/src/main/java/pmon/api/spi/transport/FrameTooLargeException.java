package pmon.api.spi.transport;

import java.io.IOException;

/** The peer announced a frame above the bound. */
public final class FrameTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    public FrameTooLargeException(long announced, int bound) {
        super("the peer announced a frame of " + Long.toUnsignedString(announced) + " bytes; the bound is " + bound);
    }
}
