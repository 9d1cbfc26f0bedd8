package pmon.api.spi.kernel;

import java.io.FileDescriptor;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** What came of opening a file with a user's rights. */
public sealed interface Opening {
    /**
     * It is open.
     *
     * @param channel the caller closes it
     * @param identity tells the file apart from another one that takes its place
     * @param descriptor of the channel, good until that is closed; null where the system does not tell it
     */
    record Opened(
            SeekableByteChannel channel,
            Object identity,
            @Nullable FileDescriptor descriptor) implements Opening {}

    /** There is none, or no directory for it. */
    record Missing() implements Opening {}

    /** It may not be used, or is not what it should be. */
    record Refused(String why) implements Opening {}
}
