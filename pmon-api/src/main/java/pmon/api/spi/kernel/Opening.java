package pmon.api.spi.kernel;

import java.nio.channels.SeekableByteChannel;

/** What came of opening a file with a user's rights. */
public sealed interface Opening {
    /**
     * It is open.
     *
     * @param channel the caller closes it
     * @param identity tells the file apart from another one that takes its place
     */
    record Opened(SeekableByteChannel channel, Object identity) implements Opening {}

    /** There is none, or no directory for it. */
    record Missing() implements Opening {}

    /** It may not be used, or is not what it should be. */
    record Refused(String why) implements Opening {}
}
